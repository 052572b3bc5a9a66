"""Programs that plan a rota with other solvers, each run in an environment of its own."""

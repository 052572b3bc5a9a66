"""Programs that forecast with other libraries, each run in an environment of its own."""

"""From a block of the rota back to what caused it."""

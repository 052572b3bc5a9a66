"""Rotas made elsewhere: our own blocks, tables of shifts, and grids of people by day."""

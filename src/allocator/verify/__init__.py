"""Checks a finished rota from its files and recomputes the objective; knows no solver."""

"""The recorded contacts as arrays, and what makes them fit to learn from."""

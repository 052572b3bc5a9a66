"""Unsocial hours are shared by contracted hours."""

"""Breaks of the shift's plan, and a rest in every long shift."""

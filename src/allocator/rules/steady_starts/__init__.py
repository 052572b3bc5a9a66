"""Starts do not jump backwards from one day to the next."""

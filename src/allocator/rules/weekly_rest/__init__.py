"""Uninterrupted rest in each week."""

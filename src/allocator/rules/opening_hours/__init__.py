"""Shifts lie inside one span of opening hours."""

"""Shifts that begin soon are those that people were told of."""

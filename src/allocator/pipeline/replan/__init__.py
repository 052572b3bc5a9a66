"""A published plan after events of the day."""

"""Shifts lie inside the hours that the agent can work."""

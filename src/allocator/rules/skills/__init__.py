"""Agents are logged into queues of one pool that they are able to take."""

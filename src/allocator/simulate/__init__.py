"""Contact by contact: what happens to a list of contacts under a list of who is present when."""

"""A running day: what came so far, and the rest forecast again."""

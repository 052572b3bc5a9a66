"""Not too many weekends with work."""

"""What agents ask for is met where it can be."""

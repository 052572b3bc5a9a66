"""Not too many shifts of one kind in a week."""

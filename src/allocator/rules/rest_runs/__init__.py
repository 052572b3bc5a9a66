"""Days off come several in a row."""

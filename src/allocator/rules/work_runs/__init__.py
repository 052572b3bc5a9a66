"""Days with work come several in a row."""

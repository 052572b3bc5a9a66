"""Not too many days with work in a row."""

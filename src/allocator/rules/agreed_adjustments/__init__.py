"""What was agreed with one agent holds."""

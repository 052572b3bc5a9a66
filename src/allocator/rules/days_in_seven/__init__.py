"""A day off in any seven days in a row."""

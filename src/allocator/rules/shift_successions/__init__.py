"""No kind of shift on the day after one that it must not follow."""

"""The week tested ahead against losses."""

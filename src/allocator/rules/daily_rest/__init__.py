"""Rest between one shift and the next."""

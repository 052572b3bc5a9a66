"""Another choice: what forbids it, or what it costs."""

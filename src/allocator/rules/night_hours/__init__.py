"""Hours of night workers, on average."""

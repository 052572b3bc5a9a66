"""Past weeks forecast from what was known before them: which model, and how wide a range."""

"""As many people in each kind of shift as are wanted."""

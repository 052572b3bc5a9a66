"""Long stretches at the screen without a rest or another activity."""

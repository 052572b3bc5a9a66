"""No work at night for people under 18."""

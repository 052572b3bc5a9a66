"""Hours of people under 18, by day and by week."""

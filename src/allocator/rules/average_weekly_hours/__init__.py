"""An average of 48 hours a week at most, unless opted out."""

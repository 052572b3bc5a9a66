"""Whether somebody can have days off, and at what price."""

"""What the scenario's tables are made of: the people as written here, the rest drawn by a seed."""

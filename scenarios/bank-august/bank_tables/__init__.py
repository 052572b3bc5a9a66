"""What the scenario's tables are made of, each derived from ``source/`` alone."""

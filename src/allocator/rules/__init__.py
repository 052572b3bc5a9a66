"""One folder a rule: its card, its encoder for the optimiser and its independent check."""

"""Every shift is one that the agent's contract offers."""

"""How often the queues may change inside a shift."""

"""The proven bound: everybody's best week under prices, and what the prices say of the service."""

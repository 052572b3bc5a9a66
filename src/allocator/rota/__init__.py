"""The optimiser: counts, names, breaks and polish, with a proven bound."""

"""Contradictions between hard rules: the smallest sets that clash, and what would cure them."""

"""Replanning: what is still free of a published rota is searched, near to what people know."""

"""A first scenario drafted from a few answers, with the choices explained in its comments."""

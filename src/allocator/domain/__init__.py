"""Frozen models of what is planned; no input or output, and no import of the other packages."""

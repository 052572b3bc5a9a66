"""Reads scenario folders and writes plan folders."""

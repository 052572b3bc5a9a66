"""Contacts and handling time of the week to come, from the history before it alone."""

"""Measurements that are too long, or too curious, for the tests."""

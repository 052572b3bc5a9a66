"""Plan a contact centre's week and give a reason for every allocation."""

__version__ = "0.1.0"

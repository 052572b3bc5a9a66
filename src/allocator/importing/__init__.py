"""Contact history out of any telephone system's export: read, understood, and put in our form."""

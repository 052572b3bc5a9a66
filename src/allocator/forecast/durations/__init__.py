"""How long a contact takes, and how long whoever waits for it has patience."""

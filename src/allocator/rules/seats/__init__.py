"""No more agents on the phone in a pool than it has seats."""

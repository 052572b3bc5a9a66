"""The only place where stages meet: each module here is one job of the command line."""

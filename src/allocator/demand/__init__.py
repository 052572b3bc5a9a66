"""From contact history to contacts, handling time and agents needed per interval."""

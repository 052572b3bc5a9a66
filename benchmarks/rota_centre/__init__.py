"""The parts of a drawn contact centre: settings, people, contacts, agreements and the past."""

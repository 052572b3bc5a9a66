"""Every planned activity takes place, with all who take part."""

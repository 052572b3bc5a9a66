"""Search by compiled arithmetic: millions of small changes of a rota, each priced exactly."""

"""What the supervisor has fixed stands in the rota."""

"""Goals get the hours that their pace asks for."""

"""A finished rota in the forms that people hang up, subscribe to and calculate with."""

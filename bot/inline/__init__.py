"""Hotels found from inside any chat."""

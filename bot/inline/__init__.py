"""Hotels found from within any chat."""

"""Hotels that were found."""

"""Hotels side by side."""

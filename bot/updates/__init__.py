"""Updates as they come in: taken, kept, filtered."""

"""A traveller's own settings."""

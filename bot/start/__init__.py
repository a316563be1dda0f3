"""The first screen, help, and coming and going."""

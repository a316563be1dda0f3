"""The service's health over time."""

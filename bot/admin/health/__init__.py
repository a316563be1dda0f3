"""How the service fares over time."""

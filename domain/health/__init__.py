"""How the service fares: its servers, its queues, its suppliers, and what it has counted."""

"""The service's health: its servers, queues, suppliers and counts."""

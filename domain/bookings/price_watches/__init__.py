"""Watches the prices of bookings for something cheaper, and records what came of it."""

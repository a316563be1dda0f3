"""Cancelling a booking for what was shown."""

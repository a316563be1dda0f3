"""Decides when a price is news, and keeps the alerts."""

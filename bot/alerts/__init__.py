"""Alerts and digests: their words, and what a press on one does."""

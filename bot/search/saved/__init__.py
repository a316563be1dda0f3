"""Searches that were kept."""

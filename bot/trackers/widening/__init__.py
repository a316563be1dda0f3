"""Watching more than one stay: hotels, searches, days."""

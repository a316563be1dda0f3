"""Correcting the lead guest's name after booking."""

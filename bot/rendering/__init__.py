"""Screens: pure functions from domain values and a translator to a `Screen`."""

"""Noting what was booked elsewhere: read from a text, asked for, kept."""

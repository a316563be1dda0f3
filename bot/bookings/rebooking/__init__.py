"""Rebooking what got cheaper: both side by side, then the outcome."""

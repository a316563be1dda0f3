"""Booking anew what got cheaper: both side by side, then where it has led."""

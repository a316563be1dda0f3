"""Bookings: what was booked."""

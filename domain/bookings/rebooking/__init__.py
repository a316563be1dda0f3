"""Booking anew what got cheaper: the new booking first, and the old one cancelled after it."""

"""The human queue: bookings that only a person can settle."""

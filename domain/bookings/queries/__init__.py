"""SQL statements of bookings, with typed results."""

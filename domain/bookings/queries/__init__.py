"""The statements of bookings: what they ask and write, as typed values."""

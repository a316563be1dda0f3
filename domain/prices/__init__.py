"""Things with a price, and their price history."""

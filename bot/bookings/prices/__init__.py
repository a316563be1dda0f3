"""The price of what is booked, watched: what is told of it, and how it is switched."""

"""What is on its way to people: kept first, carried by a channel, and what became of it."""

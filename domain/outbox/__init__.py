"""Messages on their way to people: stored first, carried by a channel, and their outcomes."""

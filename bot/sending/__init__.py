"""How messages go out: the channels, and what a message looks like in each."""

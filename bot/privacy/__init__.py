"""Privacy: what is held, all of it as a file, and its deletion."""

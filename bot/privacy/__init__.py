"""Privacy: what is held, everything of it as a file, and the end of it all."""

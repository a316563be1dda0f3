"""What is held of a person: told to them whole, and removed whole."""

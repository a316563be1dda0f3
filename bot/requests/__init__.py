"""What a line asks for, where it may be one thing or another."""

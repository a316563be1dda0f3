"""What a group's administrators choose for it."""

"""What is said for politeness."""

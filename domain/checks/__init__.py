"""When what is watched is looked at, the look itself, and what of it is news."""

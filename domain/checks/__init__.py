"""Price checks: when they are made, the look-up itself, and what in it is news."""

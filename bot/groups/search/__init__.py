"""A search that was written in a group."""

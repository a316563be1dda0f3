"""The list of trackers and what is done to many at once."""

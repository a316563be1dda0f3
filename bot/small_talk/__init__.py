"""Small talk."""

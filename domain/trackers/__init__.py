"""What a traveller watches, when it is checked, and the check itself."""

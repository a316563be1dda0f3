"""What a traveller watches: begun, changed, listed, shared, ended."""

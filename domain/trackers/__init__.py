"""What travellers track: started, changed, listed, shared, ended."""

"""Personal data: exported in full, and deleted in full."""

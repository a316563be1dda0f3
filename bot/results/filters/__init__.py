"""What narrows and orders the hotels that were found."""

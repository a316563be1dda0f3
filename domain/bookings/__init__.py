"""What a traveller has booked."""

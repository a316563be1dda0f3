"""What travellers have saved by rebooking here, the misses included."""

"""What one currency is worth in another, by the day's reference rates."""

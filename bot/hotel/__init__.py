"""One hotel: its page, rates and price history."""

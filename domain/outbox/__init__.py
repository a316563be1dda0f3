"""What is on its way to people: for now, when Telegram wants none of it."""

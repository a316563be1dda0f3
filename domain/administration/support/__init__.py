"""What travellers write to the people behind the bot, and what these answer."""

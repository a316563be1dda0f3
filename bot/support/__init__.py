"""Writing to the people behind the bot."""

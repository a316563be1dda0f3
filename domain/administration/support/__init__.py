"""Travellers' messages to the people behind the bot, and their answers."""

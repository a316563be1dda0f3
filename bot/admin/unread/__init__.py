"""Words from several travellers that the bot did not understand."""

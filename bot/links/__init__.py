"""Links into the bot, and what is shared by them."""

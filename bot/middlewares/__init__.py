"""What happens around every update, outermost first: see `bot.dispatcher`."""

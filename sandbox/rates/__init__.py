"""The two publishers of exchange rates, over rates that a hand can move."""

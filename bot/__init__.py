"""The conversation: what travellers say and press, and the screens that they get."""

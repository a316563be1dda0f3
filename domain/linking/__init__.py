"""Chats and accounts of the web brought together, and what each has with them."""

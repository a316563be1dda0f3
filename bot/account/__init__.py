"""Accounts: linking a chat with one, and their words in chat, mail and on pages."""

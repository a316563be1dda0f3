"""Accounts: linking a chat with one, and what is said of them in chat, mail and on pages."""

"""Telegram's OpenID provider, for signing in on the web with a Telegram account."""

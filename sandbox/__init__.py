"""Telegram, the suppliers and their market on one machine, for play and for tests."""

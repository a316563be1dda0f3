"""Broadcasts as their readers see them, and opting out of them."""

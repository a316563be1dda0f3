"""Broadcasts as their readers see them, and how to hear no more of them."""

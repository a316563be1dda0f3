"""Broadcasts: written, aimed, started, watched and stopped."""

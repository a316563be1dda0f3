"""Changing a tracker: its rules and particulars."""

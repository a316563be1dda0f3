"""Trackers: begun, shown, ended."""

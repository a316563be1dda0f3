"""Buttons: pure functions from values to keyboards."""

"""Buttons: pure functions from values to keyboards, and what each kind of button says."""

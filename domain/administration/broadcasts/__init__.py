"""Messages to many: their text, audience, schedule and results."""

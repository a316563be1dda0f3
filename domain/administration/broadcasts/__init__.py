"""Messages to many: the text, who hears it, when, and what became of it."""

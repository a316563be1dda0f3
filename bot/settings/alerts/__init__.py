"""Which alerts a traveller wants, when, and how."""

"""Words that several travellers wrote and nobody understood."""

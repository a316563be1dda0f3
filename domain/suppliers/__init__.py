"""Where hotels and prices come from: one contract, one gateway per supplier."""

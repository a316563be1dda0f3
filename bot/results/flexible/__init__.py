"""Other days for the same stay."""

"""A search for hotels: written in a line or asked step by step."""

"""SerpAPI: prices as Google shows them; nothing can be booked."""

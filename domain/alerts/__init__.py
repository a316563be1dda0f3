"""When a price is news, and the row that carries the news out."""

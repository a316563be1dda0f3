"""SQL statements of prices, with typed results."""

"""SQL statements of search, with typed results."""

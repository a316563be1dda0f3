"""SQL statements of privacy, with typed results."""

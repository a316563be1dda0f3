"""SQL statements of administration, with typed results."""

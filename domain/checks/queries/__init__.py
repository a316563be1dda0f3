"""SQL statements of checks, with typed results."""

"""SQL statements of accounts, with typed results."""

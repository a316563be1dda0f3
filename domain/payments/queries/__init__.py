"""SQL statements of payments, with typed results."""

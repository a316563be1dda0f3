"""SQL statements of linking, with typed results."""

"""SQL statements of alerts, with typed results."""

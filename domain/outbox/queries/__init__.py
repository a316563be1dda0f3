"""SQL statements of the outbox, with typed results."""

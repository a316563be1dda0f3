"""SQL statements of trackers, with typed results."""

"""SQL statements of clusters, with typed results."""

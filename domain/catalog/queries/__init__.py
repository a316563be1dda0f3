"""SQL statements of the catalogue, with typed results."""

"""LiteAPI: rates in any currency, and booking; after its public OpenAPI documents, v3.0."""

"""The database schema, step by step: Tortoise's own migrations."""

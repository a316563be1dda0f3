"""Webhooks: signed posts that inform an account's programs of events."""

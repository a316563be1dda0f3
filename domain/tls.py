"""Whose certificates are trusted: read once in a process, as reading them takes a while."""

import ssl
from functools import cache

import httpx


@cache
def trusted() -> ssl.SSLContext:
    """Return the context that every connection of ours may share."""
    return httpx.create_ssl_context()

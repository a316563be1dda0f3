"""Where the database is: DATABASE_URL, or the address that the POSTGRES_… settings make."""

from collections.abc import Mapping
from urllib.parse import parse_qsl, quote, urlsplit

from domain.environments import Environment

PARTS = ("POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_DB")


def database_address(given: Mapping[str, str], environment: str) -> str | None:
    """Return the address that settings give, None where they give none.

    In production the connection is encrypted unless the address says otherwise.
    """
    address = given.get("DATABASE_URL") or _from_parts(given)
    if address is None or environment != Environment.PRODUCTION:
        return address
    return _encrypted(address)


def _from_parts(given: Mapping[str, str]) -> str | None:
    user, password, host, port, name = (given.get(part, "") for part in PARTS)
    if not (password or host):
        return None
    user = user or "postgres"
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    where = f"[{host}]" if ":" in host else host or "localhost"
    if host.startswith("/"):
        return f"postgres://{login}@/{quote(name or user, safe='')}?host={quote(host)}"
    return f"postgres://{login}@{where}:{port or 5432}/{quote(name or user, safe='')}"


def _encrypted(address: str) -> str:
    """Ask for TLS where the address does not speak of it and goes over a network."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if "sslmode" in query or query.get("host", "").startswith("/"):
        return address
    return f"{address}{'&' if parts.query else '?'}sslmode=require"

"""The database: where the models are, how it is reached, and the process's one pool.

Tortoise serves models, migrations and everyday reads and writes; the check loop uses COPY and
unnest. Both go through the `Database` that `open_database` yields.
"""

import json
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import DBConnectionError

from domain.errors import DatabaseUnavailable, SettingsError
from domain.unit_of_work import CONNECTION, Database

MODEL_MODULES = (
    "domain.suppliers.models",
    "domain.exchange_rates.models",
    "domain.accounts.models",
    "domain.accounts.incoming_updates",
    "domain.catalog.models",
    "domain.reading.models",
    "domain.search.models",
    "domain.flights.models",
    "domain.trips.models",
    "domain.outbox.models",
    "domain.ledger.models",
    "domain.event_hooks.models",
    "domain.prices.models",
    "domain.prices.forecast_tables",
    "domain.alerts.models",
    "domain.checks.models",
    "domain.trackers.models",
    "domain.payments.models",
    "domain.bookings.models",
    "domain.bookings.price_watches.models",
    "domain.bookings.rebooking.models",
    "domain.linking.models",
    "domain.administration.models",
    "domain.administration.broadcasts.models",
    "domain.administration.health.models",
    "domain.administration.support.models",
)
LARGEST_POOL = 20
MODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
PARAMETERS = frozenset({"host", "port", "user", "password", "sslmode", "sslrootcert"})
# The database is away, or ends the connection; a little later it may well be back.
AWAY = (asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError,
        asyncpg.InterfaceError, OSError)  # fmt: skip
# What the database, or our own arithmetic, refuses of one row it refuses again.
UNRECORDABLE = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
)


def connection_arguments(database_url: str) -> dict[str, Any]:
    """Split a DSN into what asyncpg takes; a `host` in its query is the folder of a Unix socket.

    `sslmode` and `sslrootcert` are obeyed as libpq does. Raises `SettingsError` for what would
    otherwise be passed over: another parameter, another mode, several hosts, an invalid port.
    """
    try:
        parts = urlsplit(database_url)
        query = dict(parse_qsl(parts.query, keep_blank_values=True))
        host = unquote(query.get("host") or parts.hostname or "127.0.0.1")
        port = int(query.get("port") or _port_of(parts) or 5432)
    except ValueError:
        raise _unusable(
            "its port must be a number from 1 to 65535, and it names one host"
        ) from None
    if parts.scheme not in {"postgres", "postgresql"}:
        raise _unusable("it must begin with postgres://")
    if "," in parts.netloc or "," in host:
        raise _unusable("it names several hosts: name one, or a proxy that finds the right one")
    unknown = sorted(set(query) - PARAMETERS)
    if unknown:
        raise _unusable(f"{unknown[0]} is not among what may stand after its question mark")
    if not 0 < port < 1 << 16:
        raise _unusable("its port must be a number from 1 to 65535")
    return {
        "host": host,
        "port": port,
        "user": unquote(parts.username or query.get("user") or "postgres"),
        "password": unquote(parts.password) if parts.password else query.get("password"),
        "database": unquote(parts.path.lstrip("/")) or "postgres",
        "ssl": _encryption(query, host),
    }


def _port_of(parts: SplitResult) -> int | None:
    return parts.port


def _unusable(why: str) -> SettingsError:
    return SettingsError((f"DATABASE_URL cannot be used: {why}.",))


def _encryption(query: Mapping[str, str], host: str) -> ssl.SSLContext | str | bool:
    """Return what asyncpg takes for `sslmode`: a context where certificates are checked."""
    mode, root = query.get("sslmode", "prefer"), query.get("sslrootcert")
    if mode not in MODES:
        raise _unusable(f"sslmode is one of {', '.join(MODES)}")
    if host.startswith("/"):
        # Nobody listens in between on a Unix socket; PostgreSQL speaks no TLS there.
        return False
    if mode in {"disable", "allow", "prefer"}:
        return False if mode == "disable" else mode
    if root is None and mode == "require":
        return "require"
    try:
        context = ssl.create_default_context(cafile=None if root in {None, "system"} else root)
    except (OSError, ssl.SSLError):
        raise _unusable("sslrootcert cannot be read: name a file of certificates") from None
    context.check_hostname = mode == "verify-full"
    return context


async def _keep(_connection: Any) -> None:
    """Hand a connection back as it is.

    Nothing here changes a session (settings are SET LOCAL, locks end with their transaction), so
    a reset would only be a second way to the server for every statement.
    """


async def _prepare(connection: asyncpg.Connection) -> None:
    await connection.set_type_codec(
        "jsonb", encoder=json.dumps, decoder=json.loads, schema="pg_catalog"
    )


def tortoise_config(database_url: str) -> dict[str, Any]:
    """Return Tortoise's configuration for `database_url` (postgres:// or postgresql://)."""
    arguments = connection_arguments(database_url)
    return {
        "connections": {
            CONNECTION: {
                "engine": "tortoise.backends.asyncpg",
                "credentials": {
                    **arguments,
                    "minsize": 1,
                    "maxsize": LARGEST_POOL,
                    "init": _prepare,
                    "reset": _keep,
                    "timeout": 10,
                },
            }
        },
        "apps": {
            "models": {
                "models": list(MODEL_MODULES),
                "default_connection": "default",
                "migrations": "migrations",
            }
        },
        "use_tz": True,
        "timezone": "UTC",
    }


@asynccontextmanager
async def open_database(database_url: str) -> AsyncIterator[Database]:
    """Open the pool, and Tortoise's context for this task and its children.

    Raises `DatabaseUnavailable` when PostgreSQL does not answer.
    """
    async with TortoiseContext() as context:
        # Not `Tortoise.init`: that would close what another product has open in the same task.
        await context.init(config=tortoise_config(database_url))
        client = context.connections.get(CONNECTION)
        assert isinstance(client, AsyncpgDBClient)  # noqa: S101 - the engine that is configured
        try:
            await client.create_connection(with_db=True)
        except (OSError, asyncpg.PostgresError, DBConnectionError, TimeoutError) as error:
            # Tortoise's own error says nothing about a database of that name not being there.
            raise DatabaseUnavailable(type(error.__cause__ or error).__name__) from error
        pool = client._pool  # noqa: SLF001 - Tortoise tells it nowhere else
        assert pool is not None  # noqa: S101 - it is made by now
        yield Database(client, pool)

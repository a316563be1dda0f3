"""The database: where the models are, how it is reached, and the process's one pool.

Tortoise serves models, migrations and everyday reads and writes; the check loop uses COPY and
unnest. Both go through the `Database` that `open_database` yields.
"""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import asyncpg
from tortoise import Tortoise
from tortoise.backends.asyncpg.client import AsyncpgDBClient
from tortoise.context import TortoiseContext
from tortoise.exceptions import DBConnectionError

from domain.errors import DatabaseUnavailable
from domain.unit_of_work import CONNECTION, Database

MODEL_MODULES = (
    "domain.exchange_rates.models",
    "domain.accounts.models",
    "domain.catalog.models",
    "domain.search.models",
    "domain.flights.models",
    "domain.trips.models",
    "domain.outbox.models",
    "domain.prices.models",
    "domain.alerts.models",
    "domain.trackers.models",
    "domain.bookings.models",
)
LARGEST_POOL = 20
# The database is away, or ends the connection; a little later it may well be back.
AWAY = (asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError,
        asyncpg.InterfaceError, OSError)  # fmt: skip


def _connection_arguments(database_url: str) -> dict[str, Any]:
    """Split a DSN; a `host` in its query is the folder of a Unix socket."""
    parts = urlsplit(database_url)
    query = dict(parse_qsl(parts.query))
    return {
        "host": query.get("host") or parts.hostname or "127.0.0.1",
        "port": int(query.get("port") or parts.port or 5432),
        "user": unquote(parts.username or "postgres"),
        "password": unquote(parts.password) if parts.password else None,
        "database": parts.path.lstrip("/") or "postgres",
    }


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
    arguments = _connection_arguments(database_url)
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
    context: TortoiseContext = await Tortoise.init(config=tortoise_config(database_url))
    async with context:
        client = context.connections.get(CONNECTION)
        assert isinstance(client, AsyncpgDBClient)  # noqa: S101 - the engine that is configured
        try:
            await client.create_connection(with_db=True)
        except (OSError, asyncpg.PostgresError, DBConnectionError, TimeoutError) as error:
            raise DatabaseUnavailable(type(error).__name__) from error
        yield Database(client, client._pool)  # noqa: SLF001 - Tortoise tells it nowhere else

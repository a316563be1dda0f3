"""One pool per process, and one unit of work: models and SQL inside it share a transaction.

A service opens it (`async with app.database.transaction()`); everything it calls takes part
automatically: Tortoise's models and the statements of every `queries` module use the transaction's
connection. Nothing is sent or requested over a network while one is open.

    RuntimeError
    └── OpenTransaction   a step that may not be taken inside a transaction
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar, cast

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.connection import get_connections

from domain.rows import read_as
from domain.tracing import Joint, stepped

T = TypeVar("T")
CONNECTION = "default"


class OpenTransaction(RuntimeError):
    """A network call, or another task, inside a transaction: a bug of ours, never an outcome."""


@dataclass(slots=True)
class _Work:
    """A task's open transaction, and the task."""

    connection: asyncpg.Connection
    task: "asyncio.Task[Any] | None"
    is_open: bool = True


class _Models(TransactionWrapper):
    """Tortoise's side of a unit of work: its models use the same connection while it is open.

    A task started inside that outlives it falls back to the pool.
    """

    def __init__(self, client: AsyncpgDBClient, work: _Work) -> None:
        super().__init__(client)
        self._connection = work.connection

    def acquire_connection(self) -> Any:
        """Return the unit's connection, or after its end one from the pool."""
        return (
            self._parent.acquire_connection() if _work() is None else super().acquire_connection()
        )

    def _in_transaction(self) -> Any:
        if _work() is None:
            return self._parent._in_transaction()  # noqa: SLF001 - as Tortoise itself does
        return super()._in_transaction()


_current: ContextVar[_Work | None] = ContextVar("unit_of_work", default=None)


def _work() -> _Work | None:
    """Return this task's open transaction.

    Raises OpenTransaction in a task that was started inside one: a connection serves one at a time.
    """
    work = _current.get()
    if work is None or not work.is_open:
        return None
    if work.task is not asyncio.current_task():
        raise OpenTransaction("a task that was begun inside a transaction")
    return work


def refuse_in_transaction(step: str) -> None:
    """Raise OpenTransaction if `step` (a network call) would hold a transaction open."""
    work = _current.get()
    if work is not None and work.is_open:
        raise OpenTransaction(step)


class Database:
    """The process's pool. Outside a unit of work each statement is its own transaction."""

    def __init__(self, client: AsyncpgDBClient, pool: asyncpg.Pool) -> None:
        self._client = client
        self._pool = pool

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator["Database"]:
        """Open a transaction, or a savepoint in the open one; yield its connection."""
        if (work := _work()) is not None:
            async with work.connection.transaction():
                yield self
            return
        with stepped(Joint.DATABASE_BATCH, "transaction"):
            async with self._whole():
                yield self

    @asynccontextmanager
    async def _whole(self) -> AsyncIterator[None]:
        async with self._taken() as connection, connection.transaction():
            work = _Work(connection, asyncio.current_task())
            seen_by_models = get_connections().set(CONNECTION, _Models(self._client, work))
            seen_by_statements = _current.set(work)
            try:
                yield
            finally:
                work.is_open = False
                _current.reset(seen_by_statements)
                get_connections().reset(seen_by_models)

    def acquire(
        self,
    ) -> AbstractAsyncContextManager[asyncpg.Connection]:
        """Hold a connection for several statements: the unit of work's own if one is open."""
        work = _work()
        return self._taken() if work is None else _lent(work.connection)

    def _taken(self) -> AbstractAsyncContextManager[asyncpg.Connection]:
        """Return a connection from the pool; the pool's proxy has all of a connection's methods."""
        taken: Any = self._pool.acquire()
        return cast("AbstractAsyncContextManager[asyncpg.Connection]", taken)

    async def fetch(
        self, query: str, *values: Any, timeout: float | None = None
    ) -> list[asyncpg.Record]:
        """Return a query's rows."""
        rows: list[asyncpg.Record] = await self._side().fetch(query, *values, timeout=timeout)
        return rows

    async def fetch_as(
        self, kind: type[T], query: str, *values: Any, timeout: float | None = None
    ) -> list[T]:
        """Return a query's rows as values of `kind`, whose fields are column names.

        Raises StrangeRow where a field has no column.
        """
        return read_as(kind, await self._side().fetch(query, *values, timeout=timeout))

    async def fetch_one_as(
        self, kind: type[T], query: str, *values: Any, timeout: float | None = None
    ) -> T | None:
        """Return a query's first row as a value of `kind`, or None."""
        row = await self._side().fetchrow(query, *values, timeout=timeout)
        return None if row is None else read_as(kind, (row,))[0]

    async def fetch_column(
        self, query: str, *values: Any, timeout: float | None = None
    ) -> list[Any]:
        """Return the first column of a query's rows."""
        rows = await self._side().fetch(query, *values, timeout=timeout)
        return [row[0] for row in rows]

    async def fetchrow(self, query: str, *values: Any, timeout: float | None = None) -> Any:
        """Return a query's first row, or None."""
        return await self._side().fetchrow(query, *values, timeout=timeout)

    async def fetchval(
        self, query: str, *values: Any, column: int = 0, timeout: float | None = None
    ) -> Any:
        """Return the first value of a query's first row."""
        return await self._side().fetchval(query, *values, column=column, timeout=timeout)

    async def execute(self, query: str, *values: Any, timeout: float | None = None) -> str:
        """Run a statement and return PostgreSQL's status."""
        word: str = await self._side().execute(query, *values, timeout=timeout)
        return word

    def connections(self) -> tuple[int, int]:
        """Return how many connections the pool has, and how many of them are idle."""
        return self._pool.get_size(), self._pool.get_idle_size()

    async def executemany(
        self, query: str, rows: Iterable[Sequence[Any]], timeout: float | None = None
    ) -> None:
        """Run a statement once for each row of values."""
        await self._side().executemany(query, rows, timeout=timeout)

    async def fetchmany(
        self, query: str, rows: Iterable[Sequence[Any]], timeout: float | None = None
    ) -> list[asyncpg.Record]:
        """Run a statement once for each row of values and return their results, in order."""
        answers: list[asyncpg.Record] = await self._side().fetchmany(query, rows, timeout=timeout)
        return answers

    async def copy_records_to_table(
        self, table: str, *, records: Iterable[Sequence[Any]], columns: Sequence[str]
    ) -> str:
        """Write rows by COPY."""
        word: str = await self._side().copy_records_to_table(
            table, records=records, columns=columns
        )
        return word

    def _side(self) -> Any:
        """Return what runs a statement: the open transaction's connection, else the pool."""
        work = _work()
        return self._pool if work is None else work.connection


@asynccontextmanager
async def _lent(
    connection: asyncpg.Connection,
) -> AsyncIterator[asyncpg.Connection]:
    yield connection

"""Reads the ledger: balances, latest transfers, those of one booking, and all as a file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from domain.ledger.accounts import AccountKind
from domain.ledger.transfers import Entry
from domain.money import Money
from domain.unit_of_work import Database

MOST_LISTED = 10
# A chat-sized file that a spreadsheet still opens.
MOST_EXPORTED = 100_000
COLUMNS = ("transfer", "at", "kind", "key", "booking", "account", "amount", "currency", "note")


@dataclass(frozen=True, slots=True)
class Balance:
    """An account's balance in one currency; debits are positive."""

    account: str
    kind: AccountKind
    money: Money


@dataclass(frozen=True, slots=True)
class Posted:
    """A transfer as posted."""

    transfer_id: int
    key: str
    kind: str
    booking_id: int | None
    at: datetime
    note: str
    entries: tuple[Entry, ...]


async def read_balances(database: Database) -> tuple[Balance, ...]:
    """Return each account's balances, without zero ones."""
    rows = await database.fetch(
        """
        SELECT a.name, a.kind, e.currency, sum(e.amount) AS amount
        FROM ledger_accounts a JOIN ledger_entries e ON e.account_id = a.name
        GROUP BY a.name, a.kind, e.currency HAVING sum(e.amount) <> 0
        ORDER BY a.kind, a.name, e.currency
        """
    )
    return tuple(
        Balance(row["name"], AccountKind(row["kind"]), Money.of(row["amount"], row["currency"]))
        for row in rows
    )


async def list_transfers(
    database: Database, booking_id: int | None = None, most: int = MOST_LISTED
) -> tuple[Posted, ...]:
    """Return the newest transfers first: all, or those of one booking."""
    rows = await database.fetch(
        """
        SELECT * FROM ledger_transfers WHERE $1::bigint IS NULL OR booking_id = $1
        ORDER BY id DESC LIMIT $2
        """,
        booking_id,
        most,
    )
    entries = await _entries(database, [row["id"] for row in rows])
    return tuple(
        Posted(
            row["id"], row["key"], row["kind"], row["booking_id"], row["at"], row["note"],
            tuple(entries.get(row["id"], ())),
        )
        for row in rows
    )  # fmt: skip


async def _entries(database: Database, transfer_ids: Sequence[int]) -> dict[int, list[Entry]]:
    rows = await database.fetch(
        """
        SELECT transfer_id, account_id, amount, currency FROM ledger_entries
        WHERE transfer_id = ANY($1::bigint[]) ORDER BY id
        """,
        list(transfer_ids),
    )
    found: dict[int, list[Entry]] = {}
    for row in rows:
        money = Money.of(row["amount"], row["currency"])
        found.setdefault(row["transfer_id"], []).append(Entry(row["account_id"], money))
    return found


async def export_csv(database: Database) -> bytes:
    """Return every entry as a CSV line, the newest `MOST_EXPORTED`, oldest first.

    The only outside text is suppliers' names, so no cell can be a formula.
    """
    rows = await database.fetch(
        """
        SELECT t.id AS transfer, t.at, t.kind, t.key, t.booking_id AS booking,
               e.account_id AS account, e.amount, e.currency, t.note
        FROM ledger_entries e JOIN ledger_transfers t ON t.id = e.transfer_id
        ORDER BY e.id DESC LIMIT $1
        """,
        MOST_EXPORTED,
    )
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for row in reversed(rows):
        writer.writerow({**dict(row), "at": row["at"].isoformat()})
    return text.getvalue().encode()


async def insert_transfer(
    connection: Database, key: str, kind: str, booking_id: int | None, now: datetime, note: str
) -> int | None:
    """Store a transfer and return its id, None if one with its key exists."""
    transfer_id: int | None = await connection.fetchval(
        """
        INSERT INTO ledger_transfers (key, kind, booking_id, at, note)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING RETURNING id
        """,
        key,
        kind,
        booking_id,
        now,
        note,
    )
    return transfer_id


async def put_accounts(connection: Database, accounts: Sequence[tuple[str, str]]) -> None:
    """Store accounts (name, kind) that do not exist yet."""
    await connection.execute(
        """
        INSERT INTO ledger_accounts (name, kind)
        SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING
        """,
        *(list(column) for column in zip(*accounts, strict=True)),
    )


async def insert_entries(
    connection: Database, transfer_id: int, entries: Sequence[tuple[str, Decimal, str]]
) -> None:
    """Store a transfer's entries: (account, amount, currency)."""
    await connection.execute(
        """
        INSERT INTO ledger_entries (transfer_id, account_id, amount, currency)
        SELECT $1, e.account, e.amount, e.currency
        FROM unnest($2::text[], $3::numeric[], $4::text[]) AS e (account, amount, currency)
        """,
        transfer_id,
        *(list(column) for column in zip(*entries, strict=True)),
    )

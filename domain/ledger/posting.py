"""Writing transfers down: within the unit of work of what they are about."""

from datetime import datetime

from domain.ledger.accounts import kind_of
from domain.ledger.transfers import LONGEST_KEY, LONGEST_NOTE, Transfer
from domain.unit_of_work import Database


async def post(database: Database, transfer: Transfer, now: datetime) -> bool:
    """Write a transfer down; False where one with its key is there already, whatever it says.

    Takes part in the open transaction, at whose end the database checks it once more.
    """
    async with database.transaction():
        transfer_id = await database.fetchval(
            """
            INSERT INTO ledger_transfers (key, kind, booking_id, at, note)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO NOTHING RETURNING id
            """,
            transfer.key[:LONGEST_KEY],
            transfer.kind,
            transfer.booking_id,
            now,
            transfer.note[:LONGEST_NOTE],
        )
        if transfer_id is None:
            return False
        # In one order, so that two who bring the same accounts to be never wait for each other.
        names = sorted({entry.account for entry in transfer.entries})
        await database.execute(
            """
            INSERT INTO ledger_accounts (name, kind)
            SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING
            """,
            names,
            [kind_of(name).value for name in names],
        )
        await database.execute(
            """
            INSERT INTO ledger_entries (transfer_id, account_id, amount, currency)
            SELECT $1, e.account, e.amount, e.currency
            FROM unnest($2::text[], $3::numeric[], $4::text[]) AS e (account, amount, currency)
            """,
            transfer_id,
            [entry.account for entry in transfer.entries],
            [entry.money.amount for entry in transfer.entries],
            [entry.money.currency for entry in transfer.entries],
        )
    return True

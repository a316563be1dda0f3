"""Writing transfers down: within the unit of work of what they are about."""

from datetime import datetime

from domain.ledger.accounts import kind_of
from domain.ledger.queries import insert_entries, insert_transfer, put_accounts
from domain.ledger.transfers import LONGEST_KEY, LONGEST_NOTE, Transfer
from domain.unit_of_work import Database


async def post(database: Database, transfer: Transfer, now: datetime) -> bool:
    """Write a transfer down; False where one with its key is there already, whatever it says.

    Takes part in the open transaction, at whose end the database checks it once more.
    """
    async with database.transaction() as connection:
        transfer_id = await insert_transfer(
            connection,
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
        await put_accounts(connection, [(name, kind_of(name).value) for name in names])
        await insert_entries(
            connection,
            transfer_id,
            [(one.account, one.money.amount, one.money.currency) for one in transfer.entries],
        )
    return True

"""Posts transfers, within the unit of work that they belong to."""

from datetime import datetime

from domain.ledger.accounts import kind_of
from domain.ledger.queries import insert_entries, insert_transfer, put_accounts
from domain.ledger.transfers import LONGEST_KEY, LONGEST_NOTE, Transfer
from domain.unit_of_work import Database


async def post(database: Database, transfer: Transfer, now: datetime) -> bool:
    """Post a transfer; False if one with its key exists, whatever it says.

    Joins the open transaction, at whose end the database checks it once more.
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
        # In a fixed order, so that concurrent writers of the same new accounts never deadlock.
        names = sorted({entry.account for entry in transfer.entries})
        await put_accounts(connection, [(name, kind_of(name).value) for name in names])
        await insert_entries(
            connection,
            transfer_id,
            [(one.account, one.money.amount, one.money.currency) for one in transfer.entries],
        )
    return True

"""The daily cap on alerts: each counts once, across processes.

A reached target counts, but is sent even beyond the cap: it is the most specific wish, and must not
wait behind drops that happened to come first. Travellers with a cap of none get digests only.
"""

from collections.abc import Sequence
from datetime import date

from domain.accounts.queries.alert_counts import count_told
from domain.alerts.delivery import ClaimedAlert
from domain.alerts.models import RuleKind
from domain.alerts.queries.caps import is_counted, note_counted
from domain.unit_of_work import Database


async def count_alert(
    pool: Database, claimed: ClaimedAlert, day: date, also: Sequence[ClaimedAlert] = ()
) -> bool:
    """Count a message towards its reader's `day` (local); False when the day is full.

    `also` are the alerts it reports besides the lead. An alert counted by a failed attempt is not
    counted again.
    """
    told_ids = [one.alert.alert_id for one in (claimed, *also)]
    async with pool.transaction() as connection:
        if await is_counted(connection, told_ids, day):
            return True
        is_uncapped = claimed.alert.kind is RuleKind.TARGET_PRICE
        if not await count_told(connection, claimed.reader.user_id, day, is_uncapped=is_uncapped):
            return False
        await note_counted(connection, told_ids, day)
    return True

"""A cap on alerts a day, each counted once, however many processes send.

A reached target is counted, and told also beyond the number: it is what was asked for most
precisely, and must not wait behind drops that happened to come first. Whoever wants none a day gets
digests alone.
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
    """Count a message among its reader's of `day` (their own); False when the day is full.

    `also` is what it tells beside the alert that leads. What was counted already, by a try that
    failed, is not counted twice.
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

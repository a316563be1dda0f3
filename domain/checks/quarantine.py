"""Sets aside what keeps failing through no fault of a supplier, until somebody resumes it.

Otherwise one such trackable would be claimed and fail for ever. Its owner sees it and can try
again; operators see how many there are, and why.
"""

from datetime import datetime, timedelta

from domain.checks.queries.quarantine import lock_set_aside, pick_up
from domain.checks.queries.watchers import refresh_watch
from domain.unit_of_work import Database

# The cause may have been fixed in the meantime: each is tried once more after this long.
TRIED_AGAIN_AFTER = timedelta(days=1)


async def take_up(connection: Database, trackable_ids: list[int], now: datetime) -> None:
    """Resume trackables now, as far as anybody watches them.

    One more failure of ours sets them aside again.
    """
    await refresh_watch(connection, await pick_up(connection, trackable_ids), now)


async def try_all_again(pool: Database, now: datetime, waited: timedelta = timedelta(0)) -> int:
    """Resume what was set aside at least `waited` ago; return how many."""
    async with pool.transaction() as connection:
        ids = await lock_set_aside(connection, now - waited)
        await take_up(connection, ids, now)
    return len(ids)

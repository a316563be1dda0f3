"""What only fails, and not by a supplier's fault, is set aside until somebody takes it up again.

One such trackable would otherwise be claimed, fail and be claimed again for ever. Its owner sees it
and may try again; the operators see how many there are, and why.
"""

from datetime import datetime, timedelta

from domain.checks.queries.set_aside import lock_set_aside, pick_up
from domain.checks.queries.watchers import refresh_watch
from domain.unit_of_work import Database

# The mistake may have been put right meanwhile: each is tried once more after this long.
TRIED_AGAIN_AFTER = timedelta(days=1)


async def take_up(connection: Database, trackable_ids: list[int], now: datetime) -> None:
    """Have trackables checked again at once, as far as anybody watches them.

    One more failure of ours sets them aside again.
    """
    await refresh_watch(connection, await pick_up(connection, trackable_ids), now)


async def try_all_again(pool: Database, now: datetime, waited: timedelta = timedelta(0)) -> int:
    """Take up again what was set aside at least `waited` ago; return how many."""
    async with pool.transaction() as connection:
        ids = await lock_set_aside(connection, now - waited)
        await take_up(connection, ids, now)
    return len(ids)

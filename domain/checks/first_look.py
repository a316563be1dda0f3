"""The first look at what somebody has just begun to watch: its price is where the watch begins."""

import asyncio
from collections.abc import Sequence

import structlog

from domain.app import App
from domain.checks.batch import check_now

log = structlog.get_logger(__name__)

# The person who pressed no longer waits; the look goes on, and the tracker's page says so.
PATIENCE = 10.0


async def look_first(app: App, trackable_ids: Sequence[int]) -> None:
    """Check these now. What is not available now stays due, and the watch begins with it."""
    if not trackable_ids:
        return
    look = app.background.start(check_now(app, trackable_ids))
    look.add_done_callback(_note_failure)
    await asyncio.wait({look}, timeout=PATIENCE)


async def look_first_at(app: App, tracker_id: int) -> None:
    """Check all that a tracker watches and that has not been seen since it is watched."""
    rows = await app.pool.fetch(
        """
        SELECT DISTINCT s.trackable_id FROM rule_states s JOIN price_rules r ON r.id = s.rule_id
        JOIN trackers t ON t.id = r.tracker_id
        WHERE r.tracker_id = $1 AND s.phase = 'waiting' AND t.state = 'active'
        """,
        tracker_id,
    )
    await look_first(app, [row["trackable_id"] for row in rows])


def _note_failure(look: asyncio.Task[int]) -> None:
    if not look.cancelled() and (error := look.exception()) is not None:
        log.warning("no first look", why=type(error).__name__)

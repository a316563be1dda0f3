"""The first check of a new tracker: its price is where tracking begins."""

import asyncio
from collections.abc import Sequence

import structlog

from domain.app import App
from domain.checks.batch import check_now
from domain.checks.queries.watchers import unseen_of

log = structlog.get_logger(__name__)

# The traveller no longer waits; the check goes on, and the tracker's page says so.
PATIENCE = 10.0


async def look_first(app: App, trackable_ids: Sequence[int]) -> None:
    """Check these now. What is unavailable stays due, and tracking begins with it."""
    if not trackable_ids:
        return
    look = app.background.start(check_now(app, trackable_ids))
    look.add_done_callback(_note_failure)
    await asyncio.wait({look}, timeout=PATIENCE)


async def look_first_at(app: App, tracker_id: int) -> None:
    """Check everything a tracker watches that has not been seen since it began."""
    await look_first(app, await unseen_of(app.pool, tracker_id))


def _note_failure(look: asyncio.Task[int]) -> None:
    if not look.cancelled() and (error := look.exception()) is not None:
        log.warning("no first look", why=type(error).__name__)

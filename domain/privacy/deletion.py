"""Deletes an account and all personal data, in one transaction."""

import structlog

from domain.app import App
from domain.bookings.price_watches.ends import stop_watching
from domain.privacy.person import person_of
from domain.privacy.queries.holdings import BLANKED, HOLDINGS
from domain.privacy.queries.people import (
    blank_deeds,
    blank_payments,
    blank_stays,
    living_trackers,
    remove_rows,
)
from domain.trackers.lifecycle import set_state
from domain.trackers.models import TrackerState

log = structlog.get_logger(__name__)


async def delete_person(app: App, user_id: int) -> None:
    """Delete an account for good. Raises NotFound.

    Messages that others received stay with them. Administrators' acts, and the ledger of stays that
    were booked, which the law requires, are kept in anonymous form.
    """
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        person = await person_of(app.pool, user_id)
        # Stop their trackers first, so that no checks are made for them.
        ids = await living_trackers(app.pool, person)
        await set_state(connection, ids, TrackerState.DELETED, now)
        await stop_watching(app.pool, person.account_ids)
        await blank_deeds(app.pool, person)
        await blank_stays(app.pool, person)
        await blank_payments(app.pool, person)
        for holding in HOLDINGS:
            if holding.table not in BLANKED:
                await remove_rows(app.pool, holding, person)
    log.info("account deleted", accounts=len(person.account_ids))

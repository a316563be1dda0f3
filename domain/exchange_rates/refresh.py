"""Fetches the day's rates: one process for all, each source when it is due."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from domain.exchange_rates.contract import RatePublisher, RatesUnavailable
from domain.exchange_rates.queries import claim_due, keep_published, note_problem
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

# A source that failed is asked again after this time, or at its next turn if that is earlier.
AGAIN = timedelta(minutes=10)


async def refresh_rates(
    pool: Database, publishers: Iterable[RatePublisher], now: datetime, every: timedelta
) -> int:
    """Ask the sources that are due, and return how many answered."""
    by_source = {one.source: one for one in publishers}
    answered = 0
    for source in sorted(await claim_due(pool, by_source, now, min(AGAIN, every))):
        try:
            published = await by_source[source].read()
        except RatesUnavailable as error:
            log.warning("no exchange rates", source=source.value, why=error.detail)
            await note_problem(pool, source, error.detail)
            continue
        async with pool.transaction() as connection:
            await keep_published(connection, source, published, now, now + every)
        answered += 1
    return answered

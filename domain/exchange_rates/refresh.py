"""Fetching the day's rates: each source in its turn, one process for all."""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from domain.exchange_rates.contract import RatePublisher, RatesUnavailable
from domain.exchange_rates.queries import claim_due, keep_published, note_problem
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

# Who did not answer is asked again this soon, or with the day's turn if that comes earlier.
AGAIN = timedelta(minutes=10)


async def refresh_rates(
    pool: Database, publishers: Iterable[RatePublisher], now: datetime, every: timedelta
) -> int:
    """Ask the sources whose turn it is, and return how many answered."""
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

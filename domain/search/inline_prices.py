"""Prices without beginning a search, for inline mode.

Nothing is stored, and the traveller may be a guest. Questions to suppliers are shared with all who
search the same; they continue after the glance ends, and the next one finds the answer.
"""

import asyncio

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.search.findings import find, kept_findings
from domain.search.inquiry import Findings
from domain.search.ranking import Sorting
from domain.search.service import outcome_of
from domain.search.values import Draft, SearchOutcome, SearchView
from domain.stay import Stay

# The id of a search that is not stored.
UNSTORED = 0


def glanced_search(app: App, traveller: Traveller, draft: Draft) -> SearchView:
    """Return a draft as a search that is not stored.

    Raises a `StayRefused` if the stay is impossible, NotFound if the draft has gaps.
    """
    if draft.destination is None or draft.check_in is None or draft.check_out is None:
        raise NotFound("search")
    stay = Stay(draft.check_in, draft.check_out, draft.rooms)
    now = app.clock.now()
    stay.require_bookable(today_in(draft.destination.time_zone, now))
    return SearchView(
        UNSTORED,
        draft.destination,
        stay,
        traveller.nationality,
        traveller.currency,
        draft.most_total(stay.nights),
        now,
        now,
        draft.filters,
        draft.near,
        in_all=draft.most_in_all is not None,
    )


async def kept_prices(app: App, search: SearchView) -> SearchOutcome | None:
    """Return what is already known, None if the suppliers would have to be asked."""
    findings = await kept_findings(app, search.destination.destination_id, search.question)
    if findings is None:
        return None
    rates = await exchange_rates(app.pool, app.clock.now())
    return outcome_of(search, findings, Sorting.PRICE, rates)


async def glance(app: App, search: SearchView, patience: float) -> SearchOutcome | None:
    """Return what arrives within `patience` seconds, possibly partial; None if nothing does."""
    latest: Findings | None = None
    question = search.question
    try:
        async with asyncio.timeout(patience):
            async for findings in find(app, search.destination, question, fresh=False, depth=1):
                latest = findings
    except TimeoutError:
        pass
    if latest is None:
        return None
    rates = await exchange_rates(app.pool, app.clock.now())
    outcome = outcome_of(search, latest, Sorting.PRICE, rates)
    return None if outcome.is_partial and not outcome.hotels else outcome

"""Records checks and decides what is news, in one transaction.

Before the commit nothing has happened; after it everything has: observations, suppliers' reports on
the hotels, rule states, alerts and the next check.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from domain.alerts.edits import stir_living
from domain.alerts.rule_quarantine import set_rules_aside
from domain.alerts.states import Past
from domain.checks.news import Recorded, decide
from domain.checks.outcomes import Check
from domain.checks.queries.recording import lock_held, stir_neighbours, write_trackables
from domain.prices.judging import Verdict
from domain.prices.models import Availability
from domain.prices.queries.history import Observation, write_observations
from domain.prices.queries.options import keep_options
from domain.prices.queries.rates import keep_rates
from domain.search.queries.newest_prices import note
from domain.suppliers.contract import Board, RateIdentity, Refundability, TaxInclusion
from domain.unit_of_work import Database


async def record_checks(pool: Database, lease: UUID, checks: Sequence[Check], now: datetime) -> int:
    """Write all results of the checks and return how many alerts were created."""
    rate_ids = await keep_rates(pool, {c.rate for c in checks if c.rate is not None})
    async with pool.transaction() as connection:
        held = await lock_held(connection, [check.trackable_id for check in checks], lease)
        ours = {one.id: one for one in held}
        kept = [check for check in checks if check.trackable_id in ours]
        if not kept:
            return 0
        await write_observations(
            connection,
            [
                o
                for c in kept
                if (o := _observation(c, rate_ids, ours[c.trackable_id].last_observed_at))
            ],
        )
        await note(connection, [said for c in kept for said in c.said])
        new = await keep_options(connection, {c.trackable_id: c.options for c in kept}, now)
        recorded = [
            Recorded(c, past_of(ours[c.trackable_id], c.checked_at), new.get(c.trackable_id, {}))
            for c in kept
        ]
        decided = await decide(connection, recorded, now)
        if decided.failed_rules:
            await set_rules_aside(pool, decided.failed_rules, now)
        await write_trackables(connection, kept, rate_ids)
        changed = [
            c.trackable_id for c in kept if _has_changed(c, ours[c.trackable_id].availability)
        ]
        if changed:
            await stir_living(connection, changed, now)
            await stir_neighbours(connection, changed, now)
    return decided.made


class Priced(Protocol):
    """What is stored of a trackable's counted prices."""

    @property
    def lowest_total(self) -> Decimal | None: ...
    @property
    def priced_days(self) -> int: ...
    @property
    def first_observed_at(self) -> datetime | None: ...


def past_of(priced: Priced, now: datetime) -> Past:
    """Return a trackable's history of counted prices."""
    return Past.of(priced.lowest_total, priced.priced_days, priced.first_observed_at, now)


def _has_changed(check: Check, availability_before: str) -> bool:
    """Return whether an earlier message about it may be wrong now."""
    if check.availability is None:
        return False
    return check.availability != availability_before or check.total != check.previous_total


def _observation(
    check: Check, rate_ids: Mapping[RateIdentity, int], last: datetime | None
) -> Observation | None:
    """Return the row for the history: every answer is stored, but only good ones count.

    Its time is the supplier's, but never before `last`: the cheapest of several suppliers may have
    answered from its cache, and its price counts from now on.
    """
    seen_at = max(check.seen_at, last or check.seen_at)
    verdict, quote, source = (
        check.judgement.verdict,
        check.judgement.quote,
        check.judgement.source,
    )
    if source is None:
        return None
    if quote is None:
        return Observation(
            check.trackable_id, seen_at, None, None, check.currency,
            TaxInclusion.UNKNOWN, Board.UNKNOWN, Refundability.UNKNOWN,
            check.availability or Availability.SOLD_OUT, source, latency_ms=check.latency_ms,
        )  # fmt: skip
    return Observation(
        trackable_id=check.trackable_id,
        observed_at=seen_at,
        total=quote.total.amount,
        base=quote.before_taxes.amount if quote.before_taxes else None,
        currency=quote.total.currency,
        basis=quote.taxes,
        board=quote.board,
        refundable=quote.refundable,
        availability=Availability.AVAILABLE,
        source=source,
        quote_id=quote.quote_id,
        latency_ms=check.latency_ms,
        counted=verdict is Verdict.COUNTS,
        confirmed=check.judgement.confirmed,
        rate_id=rate_ids[check.rate] if check.rate is not None else None,
    )

"""The straightforward way, to measure against: one job for each tracker.

The job reads its tracker, its trackable and its rules by the ORM, asks the supplier about this one
hotel, and writes the observation, the rules and the trackable by the ORM.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from arq import ArqRedis

from bench.tracking.jobs import burst
from domain.alerts.models import DeliveryState, PriceRule, RuleState, TrackerAlert
from domain.alerts.queries.rules import dedupe_key
from domain.alerts.rules import evaluate
from domain.alerts.states import RuleTerms, State
from domain.app import App
from domain.catalog.models import HotelListing
from domain.catalog.queries.places import destination_by_id
from domain.checks.models import TrackedItem
from domain.prices.models import Availability, Trackable, UniversalPriceHistory
from domain.search.queries.searches import rooms_from_json
from domain.stay import Stay
from domain.suppliers.contract import HotelRef, NotSold, PriceQuestion, Quote, Supplier
from domain.trackers.models import Tracker


async def run_jobs(app: App, queue: ArqRedis, trackers: int) -> None:
    """Check the first `trackers` trackers, one job each."""
    for tracker_id in range(1, trackers + 1):
        await queue.enqueue_job("check_tracker", tracker_id)
    await burst(queue, check_tracker, {"app": app})


async def check_tracker(ctx: dict[str, Any], tracker_id: int) -> None:
    """Check one tracker."""
    app: App = ctx["app"]
    now = datetime.now(UTC)
    tracker = await Tracker.get(id=tracker_id)
    item = await TrackedItem.get(tracker_id=tracker.id).select_related("trackable")
    trackable = item.trackable
    quote = await _ask(app, trackable)
    total = quote.total.amount
    await UniversalPriceHistory.create(
        trackable=trackable, observed_at=now, total=total, currency=quote.total.currency,
        basis=quote.taxes, board=quote.board, refundable=quote.refundable,
        availability=Availability.AVAILABLE, source=Supplier.TRAVCLAN,
    )  # fmt: skip
    for rule in await PriceRule.filter(tracker_id=tracker.id, is_active=True):
        row = await RuleState.get(rule_id=rule.id, trackable_id=trackable.id)
        terms = RuleTerms(rule.kind, rule.percent, rule.amount, rule.target)
        state = State(
            row.phase, row.reference, row.last_alerted, row.low, row.high, row.firings,
            row.availability,
        )  # fmt: skip
        following, firing = evaluate(terms, state, total)
        row.phase, row.last_alerted, row.firings = (
            following.phase, following.last_alerted, following.firings,
        )  # fmt: skip
        row.low, row.high, row.changed_at = following.low, following.high, now
        await row.save()
        if firing is not None:
            await TrackerAlert.create(
                dedupe_key=f"slow:{dedupe_key(rule.id, trackable.id, firing.number)}",
                tracker_id=tracker.id, rule=rule, trackable=trackable, kind=rule.kind,
                previous_total=firing.previous, total=firing.total, currency=quote.total.currency,
                source=Supplier.TRAVCLAN.value, observed_at=now, state=DeliveryState.PENDING,
                due_at=now, created_at=now,
            )  # fmt: skip
    trackable.last_total, trackable.last_checked_at = total, now
    trackable.due_at = now + timedelta(hours=1)
    await trackable.save()


async def _ask(app: App, trackable: Trackable) -> Quote:
    """Ask the supplier about this one hotel."""
    listing = await HotelListing.get(hotel_id=trackable.hotel_id)
    found = await destination_by_id(app.pool, trackable.destination_id or 0)
    gateway = app.suppliers.get(listing.supplier)
    if found is None or gateway is None or trackable.check_out is None:
        raise LookupError(trackable.id)
    stay = Stay(trackable.check_in, trackable.check_out, rooms_from_json(trackable.rooms))
    ref = HotelRef(listing.supplier, listing.supplier_id, listing.name, found.place)
    question = PriceQuestion(stay, trackable.nationality, trackable.currency)
    quote = (await gateway.quote_many([ref], question))[listing.supplier_id]
    if quote is None or isinstance(quote, NotSold):
        raise LookupError(trackable.id)
    return quote

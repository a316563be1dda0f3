"""Turns newer prices into alerts.

A promising price is read once more with all its terms, once for all bookings of the rate; only
certain savings are reported, each once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

import structlog
from pydantic import TypeAdapter

from domain.app import App
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.price_watches.ledger import note_alerted
from domain.bookings.price_watches.models import UniversalPriceAlert
from domain.bookings.price_watches.queries import (
    MOST_WEIGHED,
    Weighing,
    note_all_weighed,
    note_weighed,
    to_weigh,
)
from domain.bookings.price_watches.saving import Saved, saved_by
from domain.bookings.queries.bookings import TERMS, load_any
from domain.bookings.terms import Terms
from domain.bookings.values import Booking
from domain.money import Money
from domain.prices.terms import exactly, qualifies
from domain.suppliers.contract import Capability, NoAvailability, Priority, Rate, SupplierError

log = structlog.get_logger(__name__)

# A round is one statement and its writes; the rest follows with the next tick.
MOST_ROUNDS = 20
SAVED: TypeAdapter[Saved] = TypeAdapter(Saved)
AGAIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Cheaper:
    """A cheaper rate for a booking: its current terms, and the saving."""

    booking: Booking
    offered: Terms
    saved: Saved


async def judge_watches(app: App) -> int:
    """Judge the prices seen since the last round; return how many alerts were created."""
    made = 0
    for _round in range(MOST_ROUNDS):
        waiting = await to_weigh(app.pool)
        for _thing, group in groupby(waiting, key=lambda one: one.price.trackable_id):
            made += await _judge(app, list(group))
        if len(waiting) < MOST_WEIGHED:
            break
    return made


async def _judge(app: App, waiting: Sequence[Weighing]) -> int:
    """Judge one trackable's price for everybody who booked it."""
    hopeful = [one for one in waiting if one.may_be_cheaper]
    others = [(one.watch_id, one, None) for one in waiting if not one.may_be_cheaper]
    await note_all_weighed(app.pool, others)
    if not hopeful:
        return 0
    bookings = {one.booking_id: await load_any(one.booking_id) for one in hopeful}
    hopeful_ones = [(one, bookings[one.booking_id]) for one in hopeful]
    rates = await _rates_in_the_background(app, next(iter(bookings.values())))
    if rates is None:
        # The next check brings it up again.
        await note_all_weighed(app.pool, [(one.watch_id, one, one.told_saving) for one in hopeful])
        return 0
    return sum([await _weigh(app, one, booking, rates) for one, booking in hopeful_ones])


async def _rates_in_the_background(app: App, booking: Booking) -> tuple[Rate, ...] | None:
    try:
        return await read_rates(app, booking, Priority.BACKGROUND)
    except SupplierError as error:
        log.warning("cheaper rate not read", booking=booking.booking_id, why=type(error).__name__)
        return None


async def read_rates(app: App, booking: Booking, priority: Priority) -> tuple[Rate, ...] | None:
    """Return the hotel's current rates with all terms; None if no supplier can be asked.

    Raises a `SupplierError`.
    """
    gateway = app.suppliers.get(booking.supplier)
    if gateway is None or Capability.RATES not in gateway.capabilities:
        return None
    wanted = booking.wanted
    try:
        sheet = await gateway.rates(wanted.hotel, wanted.question, priority)
    except NoAvailability:
        return ()
    return sheet.rates


def find_cheaper(booking: Booking, rates: Sequence[Rate]) -> Terms | None:
    """Return the cheapest rate that is the very rate booked."""
    same = exactly(booking.supplier, booking.terms.rate)
    found = [rate for rate in rates if qualifies(same, booking.supplier, rate.named_quote)]
    paid = booking.terms.total.currency
    priced = [rate for rate in found if rate.quote.total.currency == paid]
    rate = min(priced, key=lambda one: one.quote.total.amount, default=None)
    return None if rate is None else Terms(rate, rate.fees)


async def _weigh(app: App, weighing: Weighing, booking: Booking, rates: Sequence[Rate]) -> int:
    """Record what a price is worth to a booking, and alert if it is worth it."""
    now, offered = app.clock.now(), find_cheaper(booking, rates)
    saved = None if offered is None else saved_by(booking.terms, offered, now)
    if weighing.price.is_partial and isinstance(saved, Saved):
        # What the check could not keep: the price with all that comes on top of it.
        seen = booking.terms.total - (saved.paid - saved.costs)
        weighing = replace(weighing, price=replace(weighing.price, total=seen))
    if (
        offered is None
        or not isinstance(saved, Saved)
        or not saved.is_worth(weighing.least_percent)
    ):
        await note_weighed(app.pool, weighing.watch_id, weighing, None)
        return 0
    if now >= weighing.ends_at or not _is_news(saved, weighing, now):
        await note_weighed(app.pool, weighing.watch_id, weighing, weighing.told_saving)
        return 0
    await _tell(app, weighing, Cheaper(booking, offered, saved))
    return 1


def _is_news(saved: Saved, weighing: Weighing, now: datetime) -> bool:
    """Return whether the saving beats the last one reported by enough to be worth an alert.

    A saving that disappeared and comes back is news again after a day.
    """
    told = weighing.told_saving
    if told is None and weighing.last_told is not None and now - weighing.last_told.at < AGAIN:
        told = weighing.last_told.saving
    if told is None:
        return True
    least = Money.of(saved.paid.amount * weighing.least_percent / 100, told.currency)
    return saved.net >= told + least


async def _tell(app: App, weighing: Weighing, found: Cheaper) -> None:
    now, saved, booking = app.clock.now(), found.saved, found.booking
    async with app.pool.transaction():
        offered = TERMS.dump_python(found.offered, mode="json")
        alert, is_new = await UniversalPriceAlert.get_or_create(
            dedupe_key=f"{booking.booking_id}:{weighing.price.seen_at.isoformat()}",
            defaults={
                "booking_id": booking.booking_id, "paid_total": saved.paid.amount,
                "total": saved.costs.amount, "penalty": saved.penalty.amount,
                "net_saving": saved.net.amount, "currency": saved.net.currency,
                "offered": offered, "observed_at": weighing.price.seen_at, "created_at": now,
            },
        )  # fmt: skip
        await note_weighed(app.pool, weighing.watch_id, weighing, saved.net)
        if not is_new:
            return
        await note_alerted(app.pool, booking.booking_id, saved.net, now)
        await tell(
            app.pool, NoticeKind.CHEAPER, booking, now, str(alert.id), weighing.ends_at,
            terms=offered, saved=SAVED.dump_python(saved, mode="json"),
        )  # fmt: skip

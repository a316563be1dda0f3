"""Trackers as their owners see them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from domain.alerts.models import RuleKind
from domain.checks.cadence import Frequency
from domain.money import Money
from domain.prices.current_prices import Checked, present_prices
from domain.prices.models import Availability, TrackableKind
from domain.prices.queries.history import load_many_series
from domain.prices.terms import alternative_from, rate_of
from domain.prices.trips import FLIGHTS
from domain.prices.values import PriceSeries
from domain.search.queries.searches import rooms_from_json
from domain.stay import Stay
from domain.trackers.models import TrackerState
from domain.trackers.values import ItemView, RuleView, TrackerView
from domain.unit_of_work import Database

SERIES_DAYS = 90

_SELECT = """
    SELECT t.id, t.kind, t.name, t.state, t.frequency, t.ends_at, i.first_total,
           t.custom_seconds, t.muted_until, t.folder_id, k.terms, k.alternative,
           k.id AS trackable_id, k.hotel_id, k.destination_id, k.check_in, k.check_out,
           k.kind AS thing_kind, k.rooms, k.currency, k.nationality, k.set_aside_at,
           k.last_observed_at,
           k.availability, k.last_total, k.last_checked_at, k.due_at, k.due_reason,
           k.supplier_status, EXISTS (
               SELECT FROM rule_states s JOIN price_rules r ON r.id = s.rule_id
               WHERE s.trackable_id = k.id AND s.phase = 'waiting'
                 AND r.tracker_id = t.id AND r.is_active
           ) AS is_awaited
    FROM trackers t
    JOIN tracked_items i ON i.tracker_id = t.id
    JOIN trackables k ON k.id = i.trackable_id
"""


class _Item(NamedTuple):
    """A tracker's thing, with the tracker's own data about it."""

    id: int
    kind: TrackableKind
    name: str
    state: TrackerState
    frequency: Frequency
    ends_at: datetime
    first_total: Decimal | None
    custom_seconds: int | None
    muted_until: datetime | None
    folder_id: int | None
    terms: dict[str, Any]
    alternative: dict[str, Any] | None
    trackable_id: int
    hotel_id: int | None
    destination_id: int | None
    check_in: date
    check_out: date | None
    thing_kind: TrackableKind
    rooms: list[list[Any]]
    currency: str
    nationality: str
    set_aside_at: datetime | None
    last_observed_at: datetime | None
    availability: Availability
    last_total: Decimal | None
    last_checked_at: datetime | None
    due_at: datetime | None
    due_reason: str
    supplier_status: str
    is_awaited: bool


class _Rule(NamedTuple):
    """A tracker's rule."""

    id: int
    tracker_id: int
    kind: RuleKind
    percent: Decimal | None
    amount: Decimal | None
    target: Decimal | None
    set_aside_at: datetime | None


async def load_trackers(
    pool: Database, user_id: int, now: datetime, tracker_id: int | None = None
) -> tuple[TrackerView, ...]:
    """Return a traveller's trackers, active ones first, or the one with that id.

    Deleted ones are included only when asked for by id.
    """
    stored = await pool.fetch_as(
        _Item,
        f"""
        {_SELECT} WHERE t.user_id = $1
          AND CASE WHEN $2::bigint IS NULL THEN t.state <> 'deleted' ELSE t.id = $2 END
        ORDER BY t.state = 'active' DESC, t.ends_at, t.id, i.id
        """,
        user_id,
        tracker_id,
    )
    present = await _with_newer_words(pool, stored)
    several = [tuple(items) for _id, items in groupby(present, key=attrgetter("id"))]
    leads = [_lead(items) for items in several]
    series = await load_many_series(
        pool, [lead.trackable_id for lead in leads], now - timedelta(days=SERIES_DAYS), now
    )
    rules = await _rules(pool, [lead.id for lead in leads])
    return tuple(
        _view(lead, items, rules.get(lead.id, ()), series)
        for lead, items in zip(leads, several, strict=True)
    )


async def _with_newer_words(pool: Database, items: Sequence[_Item]) -> list[_Item]:
    """Return the items with anything heard since they were last checked."""
    things = {
        one.trackable_id: Checked(
            one.trackable_id, one.thing_kind, one.hotel_id, one.check_in, one.check_out,
            one.rooms, one.nationality, one.currency, one.terms, one.last_observed_at,
        )
        for one in items
    }  # fmt: skip
    newer = await present_prices(pool, tuple(things.values()))
    told = []
    for one in items:
        if (now := newer.get(one.trackable_id)) is None:
            told.append(one)
            continue
        total = one.last_total if now.total is None else now.total
        told.append(
            one._replace(last_total=total, availability=now.availability, last_checked_at=now.at)
        )
    return told


def _lead(items: Sequence[_Item]) -> _Item:
    """Return the dates first asked for, or the cheapest of several hotels."""
    if len({item.hotel_id for item in items}) == 1:
        return items[0]
    offered = [
        (item.last_total, number)
        for number, item in enumerate(items)
        if item.availability is Availability.AVAILABLE
        and item.currency == items[0].currency
        and item.last_total is not None
    ]
    return items[min(offered)[1]] if offered else items[0]


async def _rules(pool: Database, ids: Sequence[int]) -> dict[int, tuple[_Rule, ...]]:
    rules = await pool.fetch_as(
        _Rule,
        "SELECT * FROM price_rules WHERE tracker_id = ANY($1::bigint[]) AND is_active ORDER BY id",
        list(ids),
    )
    by_tracker: dict[int, tuple[_Rule, ...]] = {}
    for rule in rules:
        by_tracker[rule.tracker_id] = (*by_tracker.get(rule.tracker_id, ()), rule)
    return by_tracker


def _view(
    lead: _Item, items: Sequence[_Item], rules: Sequence[_Rule], series: dict[int, PriceSeries]
) -> TrackerView:
    currency, sizes_in = lead.currency, items[0].currency
    is_flight, is_active = lead.kind is TrackableKind.FLIGHT, lead.state is TrackerState.ACTIVE
    return TrackerView(
        tracker_id=lead.id,
        kind=lead.kind,
        name=lead.name,
        state=lead.state,
        frequency=lead.frequency,
        hotel_id=lead.hotel_id,
        destination_id=lead.destination_id,
        stay=_stay(lead),
        currency=currency,
        availability=lead.availability,
        first_total=_money(lead.first_total, currency),
        last_total=_money(lead.last_total, currency),
        last_checked_at=lead.last_checked_at,
        next_check_at=lead.due_at if is_active else None,
        next_reason=lead.due_reason,
        supplier_status=lead.supplier_status,
        set_aside_at=lead.set_aside_at,
        ends_at=lead.ends_at,
        rules=tuple(_rule(rule, sizes_in) for rule in rules),
        series=series[lead.trackable_id],
        items=tuple(_item(item) for item in items),
        flight_days=(lead.check_in, lead.check_out) if is_flight else None,
        custom_seconds=lead.custom_seconds,
        muted_until=lead.muted_until,
        rate=rate_of(lead.kind, lead.terms),
        alternative=alternative_from(lead.alternative),
        folder_id=lead.folder_id,
        is_awaited=lead.is_awaited,
        with_flights=bool(lead.terms.get(FLIGHTS)),
        sizes_in=sizes_in,
    )


def _rule(rule: _Rule, sizes_in: str) -> RuleView:
    return RuleView(
        rule.id, rule.kind, rule.percent, _money(rule.amount, sizes_in),
        _money(rule.target, sizes_in), is_set_aside=rule.set_aside_at is not None,
    )  # fmt: skip


def _item(item: _Item) -> ItemView:
    return ItemView(
        item.trackable_id, item.hotel_id, _stay(item), item.availability,
        _money(item.last_total, item.currency),
    )  # fmt: skip


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


def _stay(item: _Item) -> Stay:
    check_out = item.check_out or item.check_in
    # Flights may go out and back on one day, or one way.
    last = max(check_out, item.check_in + timedelta(days=1))
    return Stay(item.check_in, last, rooms_from_json(item.rooms))

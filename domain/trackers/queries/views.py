"""Trackers as their owners see them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from domain.alerts.models import RuleKind
from domain.checks.cadence import Frequency
from domain.money import Money
from domain.prices.history import load_many_series
from domain.prices.models import Availability, TrackableKind
from domain.prices.present import present_prices
from domain.prices.terms import alternative_from, rate_of
from domain.prices.trips import FLIGHTS
from domain.prices.values import PriceSeries
from domain.search.queries import rooms_from_json
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


async def load_trackers(
    pool: Database, user_id: int, now: datetime, tracker_id: int | None = None
) -> tuple[TrackerView, ...]:
    """Return a traveller's trackers, the active ones first, or the one of that id.

    Deleted ones come only when asked for by id.
    """
    stored = await pool.fetch(
        f"""
        {_SELECT} WHERE t.user_id = $1
          AND CASE WHEN $2::bigint IS NULL THEN t.state <> 'deleted' ELSE t.id = $2 END
        ORDER BY t.state = 'active' DESC, t.ends_at, t.id, i.id
        """,
        user_id,
        tracker_id,
    )
    rows = await _with_newer_words(pool, stored)
    several = [tuple(items) for _id, items in groupby(rows, key=lambda row: row["id"])]
    leads = [_lead(items) for items in several]
    series = await load_many_series(
        pool, [row["trackable_id"] for row in leads], now - timedelta(days=SERIES_DAYS), now
    )
    rules = await _rules(pool, [row["id"] for row in leads])
    return tuple(
        _view(lead, items, rules.get(lead["id"], ()), series)
        for lead, items in zip(leads, several, strict=True)
    )


async def _with_newer_words(pool: Database, rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return the rows with what somebody has heard since their things were checked last."""
    things = {
        row["trackable_id"]: {**row, "id": row["trackable_id"], "kind": row["thing_kind"]}
        for row in rows
    }
    newer = await present_prices(pool, tuple(things.values()))
    told = []
    for row in map(dict, rows):
        if (now := newer.get(row["trackable_id"])) is not None:
            total = row["last_total"] if now.total is None else now.total
            row |= {
                "last_total": total, "availability": now.availability, "last_checked_at": now.at,
            }  # fmt: skip
        told.append(row)
    return told


def _lead(items: Sequence[Any]) -> Any:
    """Return the dates first asked for, or the cheapest of several hotels."""
    if len({item["hotel_id"] for item in items}) == 1:
        return items[0]
    offered = [
        item
        for item in items
        if item["availability"] == Availability.AVAILABLE
        and item["currency"] == items[0]["currency"]
    ]
    return min(offered, key=lambda item: item["last_total"], default=items[0])


async def _rules(pool: Database, ids: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    rows = await pool.fetch(
        "SELECT * FROM price_rules WHERE tracker_id = ANY($1::bigint[]) AND is_active ORDER BY id",
        list(ids),
    )
    by_tracker: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        by_tracker[row["tracker_id"]] = (*by_tracker.get(row["tracker_id"], ()), row)
    return by_tracker


def _view(
    row: Any, items: Sequence[Any], rules: Sequence[Any], series: dict[int, PriceSeries]
) -> TrackerView:
    currency, sizes_in = row["currency"], items[0]["currency"]
    state = TrackerState(row["state"])
    return TrackerView(
        tracker_id=row["id"],
        kind=TrackableKind(row["kind"]),
        name=row["name"],
        state=state,
        frequency=Frequency(row["frequency"]),
        hotel_id=row["hotel_id"],
        destination_id=row["destination_id"],
        stay=_stay(row),
        currency=currency,
        availability=Availability(row["availability"]),
        first_total=_money(row["first_total"], currency),
        last_total=_money(row["last_total"], currency),
        last_checked_at=row["last_checked_at"],
        next_check_at=row["due_at"] if state is TrackerState.ACTIVE else None,
        next_reason=row["due_reason"],
        supplier_status=row["supplier_status"],
        set_aside_at=row["set_aside_at"],
        ends_at=row["ends_at"],
        rules=tuple(
            RuleView(
                rule["id"],
                RuleKind(rule["kind"]),
                rule["percent"],
                _money(rule["amount"], sizes_in),
                _money(rule["target"], sizes_in),
                is_set_aside=rule["set_aside_at"] is not None,
            )
            for rule in rules
        ),
        series=series[row["trackable_id"]],
        items=tuple(
            ItemView(
                item["trackable_id"],
                item["hotel_id"],
                _stay(item),
                Availability(item["availability"]),
                _money(item["last_total"], item["currency"]),
            )
            for item in items
        ),
        flight_days=(row["check_in"], row["check_out"])
        if row["kind"] == TrackableKind.FLIGHT
        else None,
        custom_seconds=row["custom_seconds"],
        muted_until=row["muted_until"],
        rate=rate_of(row["kind"], row["terms"]),
        alternative=alternative_from(row["alternative"]),
        folder_id=row["folder_id"],
        is_awaited=row["is_awaited"],
        with_flights=bool(row["terms"].get(FLIGHTS)),
        sizes_in=sizes_in,
    )


def _money(amount: Any, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


def _stay(row: Any) -> Stay:
    check_out = row["check_out"] or row["check_in"]
    # Flights may go out and back on one day, or one way.
    last = max(check_out, row["check_in"] + timedelta(days=1))
    return Stay(row["check_in"], last, rooms_from_json(row["rooms"]))

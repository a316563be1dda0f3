"""The people of a run, what each of them tracks, and with which rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import httpx

from bench.alert_crowd import add_people, copy_trackers, hotel_numbers
from domain.accounts.travellers import meet_traveller
from domain.alerts.first_states import first_state
from domain.alerts.models import RuleKind
from domain.alerts.queries.rules import insert_rule, insert_states
from domain.alerts.states import RuleTerms
from domain.app import App, open_app
from domain.catalog.destinations import resolve_destination
from domain.clock import today_in
from domain.rows import read_as
from domain.search.interpretation import view_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import Draft
from domain.trackers.edits import known_now
from domain.trackers.queries.things import Standing
from domain.trackers.starts import track_hotel
from domain.trackers.values import TrackerView
from tests.chaos.ground import Ground
from tests.chaos.plan import Plan
from tests.sandbox_client import plain_transport

FIRST_STAY, NIGHTS = timedelta(days=60), timedelta(days=3)
# What a tracker has next to the drop of 5 % that each begins with; they take turns.
BESIDE: tuple[tuple[RuleKind, ...], ...] = (
    (),
    (RuleKind.TARGET_PRICE,),
    (RuleKind.PRICE_RISE,),
    (RuleKind.ALL_TIME_LOW,),
    (RuleKind.AVAILABILITY,),
    (RuleKind.PRICE_RISE, RuleKind.AVAILABILITY),
)


@dataclass(frozen=True, slots=True)
class Watched:
    """One thing that is watched: the market's name for the hotel, the stay, the first price."""

    trackable_id: int
    hotel: str
    check_in: date
    check_out: date
    total: Decimal


async def gather_crowd(ground: Ground, plan: Plan) -> tuple[list[Watched], list[int]]:
    """Have as many people as planned watch hotels of Goa; return what, and their chats."""
    async with (
        open_app(ground.settings, clock=ground.clock) as app,
        httpx.AsyncClient(
            base_url=ground.sandbox.base_url, timeout=60, transport=plain_transport()
        ) as client,
    ):
        await ground.sandbox.call("POST", "market", {"drift": 0})
        model, *chats = await add_people(client, 1 + plan.trackers)
        trackers: list[TrackerView] = []
        for number in range(plan.stays):
            stay = app.clock.now().date() + FIRST_STAY + number * NIGHTS
            trackers += await _track(app, model, stay, plan.hotels)
        names = await hotel_numbers(client, [one.name for one in trackers])
        await copy_trackers(app.pool, chats, [one for one in trackers if one.name in names])
        await _make_a_past(app)
        await _add_rules(app)
        return await _watched(app, names), chats


async def _track(app: App, chat_id: int, check_in: date, most: int) -> list[TrackerView]:
    traveller = await meet_traveller(chat_id, "Asha", "en-IN", app.clock.now())
    goa = view_of(await resolve_destination(app.pool, "Goa"))
    assert check_in > today_in(goa.time_zone, app.clock.now())
    draft = Draft(destination=goa, check_in=check_in, check_out=check_in + NIGHTS)
    search = await begin_search(app, traveller, draft)
    outcome = await find_hotels(app, traveller, search.search_id)
    priced = [hotel.hotel_id for hotel in outcome.hotels if hotel.best is not None]
    started = [
        await track_hotel(app, traveller, search.search_id, one) for one in sorted(priced)[:most]
    ]
    return [one.tracker for one in started]


async def _make_a_past(app: App) -> None:
    """Make the lowest price meaningful from the start, and the daily cap unreachable."""
    await app.pool.execute(
        "UPDATE trackables SET observations = 20, first_observed_at = $1",
        app.clock.now() - timedelta(days=30),
    )
    await app.pool.execute("UPDATE users SET alerts_a_day = 10000")


async def _add_rules(app: App) -> None:
    """Give trackers the further rules of their turn, as editing does."""
    now = app.clock.now()
    async with app.pool.transaction() as connection:
        rows = await connection.fetch(
            """
            SELECT i.tracker_id, k.*, false AS has_options FROM tracked_items i
            JOIN trackables k ON k.id = i.trackable_id ORDER BY i.tracker_id
            """
        )
        things = read_as(Standing, rows)
        for number, (row, thing) in enumerate(zip(rows, things, strict=True)):
            for terms in _terms(BESIDE[number // 7 % len(BESIDE)], row["last_total"]):
                rule_id = await insert_rule(connection, row["tracker_id"], terms, now)
                state, _met = first_state(terms, known_now(thing))
                await insert_states(connection, rule_id, terms.kind, {row["id"]: state}, now)


def _terms(kinds: Sequence[RuleKind], total: Decimal) -> list[RuleTerms]:
    numbers: dict[RuleKind, dict[str, Any]] = {
        RuleKind.TARGET_PRICE: {"target": (total * 9 / 10).quantize(Decimal(1))},
        RuleKind.PRICE_RISE: {"percent": Decimal(8)},
    }
    return [RuleTerms(kind, **numbers.get(kind, {})) for kind in kinds]


async def _watched(app: App, names: dict[str, Any]) -> list[Watched]:
    rows = await app.pool.fetch(
        """
        SELECT DISTINCT k.id, k.check_in, k.check_out, k.last_total, t.name
        FROM trackables k JOIN tracked_items i ON i.trackable_id = k.id
        JOIN trackers t ON t.id = i.tracker_id ORDER BY k.id
        """
    )
    return [
        Watched(row["id"], names[row["name"]], row["check_in"], row["check_out"], row["last_total"])
        for row in rows
        if row["name"] in names
    ]

"""Beginning to watch: tracker, rules and first prices, all in one transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import asyncpg

from domain.accounts.travellers import Traveller
from domain.alerts.first_states import Now, first_state
from domain.alerts.models import RuleKind
from domain.alerts.queries import insert_rule, insert_states
from domain.alerts.rules import DEFAULT_DROP_PERCENT
from domain.alerts.states import RuleTerms, State
from domain.errors import TrackerLimitReached
from domain.prices.history import Observation, write_observations
from domain.prices.models import Availability, TrackableKind
from domain.prices.options import keep_options
from domain.prices.rates import keep_rates
from domain.prices.trackables import FlightThing, Thing, lock_trackable
from domain.search.ranking import is_all_in
from domain.search.values import DestinationView, PricedOffer
from domain.suppliers.contract import PriceQuestion, identity_of
from domain.trackers.cadence import Demand, next_check
from domain.trackers.models import Frequency, TrackerState
from domain.trackers.recording import past_of
from domain.trackers.watching import refresh_watch

# Nobody checks in later than this on the first day of a stay.
LAST_CHECK_IN = time(18)
DEFAULT_TERMS = RuleTerms(RuleKind.PRICE_DROP, percent=DEFAULT_DROP_PERCENT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to watch, and the price of it that the traveller has seen, if any.

    `offer` is an all-in one in the question's currency. `options` are the hotels that a search
    brought, with their totals.
    """

    thing: Thing | FlightThing
    offer: PricedOffer | None = None
    options: Mapping[int, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal | None:
        """Return the price from which the watch begins."""
        return self.offer.quote.total.amount if self.offer else None


@dataclass(frozen=True, slots=True)
class Wish:
    """A traveller's wish to watch things under one name, the leading one first."""

    traveller: Traveller
    kind: TrackableKind
    name: str
    wanted: tuple[Wanted, ...]
    ends_at: datetime
    rules: tuple[RuleTerms, ...] = (DEFAULT_TERMS,)
    frequency: Frequency = Frequency.SMART
    custom_seconds: int | None = None

    @property
    def request_key(self) -> str:
        """Return the key by which the same wish twice makes one tracker."""
        things = ",".join(one.thing.fingerprint for one in self.wanted)
        text = f"{self.traveller.user_id}:{self.traveller.chat_id}:{things}"
        return hashlib.sha256(text.encode()).hexdigest()


def ends_with_check_in(destination: DestinationView, question: PriceQuestion) -> datetime:
    """Return when a stay begins, in the hotel's zone: a later price helps nobody."""
    zone = ZoneInfo(destination.time_zone)
    local = datetime.combine(question.stay.check_in, LAST_CHECK_IN, zone)
    return local.astimezone(UTC)


def comparable(offer: PricedOffer | None, currency: str) -> PricedOffer | None:
    """Return the offer if its price can be compared with later ones: all-in, same currency."""
    if offer is None or offer.quote.total.currency != currency or not is_all_in(offer.quote):
        return None
    return offer


async def start_tracker(
    pool: asyncpg.Pool, wish: Wish, limit: int, floor: timedelta, now: datetime
) -> tuple[int, bool]:
    """Write the tracker and return its id and whether it is new.

    `floor` is the shortest interval between checks. Raises `TrackerLimitReached` when the
    traveller has `limit` trackers.
    """
    async with pool.transaction() as connection:
        # One traveller's wishes come one after the other: a double tap finds the first one's.
        await connection.execute(
            "SELECT id FROM users WHERE id = $1 FOR UPDATE", wish.traveller.user_id
        )
        existing = await connection.fetchrow(
            "SELECT id, state FROM trackers WHERE request_key = $1", wish.request_key
        )
        if existing and existing["state"] in {TrackerState.ACTIVE, TrackerState.PAUSED}:
            return existing["id"], False
        await require_room(connection, wish.traveller.user_id, limit)
        await connection.execute("DELETE FROM trackers WHERE request_key = $1", wish.request_key)
        tracker_id = await _insert_tracker(connection, wish, now)
        rules = [
            (await insert_rule(connection, tracker_id, terms, now), terms) for terms in wish.rules
        ]
        await add_items(connection, tracker_id, wish.wanted, rules, floor, now)
    return tracker_id, True


async def add_items(
    connection: asyncpg.Connection,
    tracker_id: int,
    wanted: Sequence[Wanted],
    rules: Sequence[tuple[int, RuleTerms]],
    floor: timedelta,
    now: datetime,
) -> None:
    """Have a tracker watch things, each with a state of its own for every rule (id and terms)."""
    # What is there already is locked in the order in which recording locks.
    await connection.execute(
        "SELECT id FROM trackables WHERE fingerprint = ANY($1::text[]) ORDER BY id FOR UPDATE",
        [one.thing.fingerprint for one in wanted],
    )
    rows = {
        one.thing.fingerprint: await lock_trackable(connection, one.thing, now)
        for one in sorted(wanted, key=lambda w: w.thing.fingerprint)
    }
    watched = [(one, rows[one.thing.fingerprint]) for one in wanted]
    await connection.executemany(
        "INSERT INTO tracked_items (tracker_id, trackable_id, first_total) VALUES ($1, $2, $3)",
        [(tracker_id, row["id"], one.total) for one, row in watched],
    )
    for rule_id, terms in rules:
        states = {row["id"]: _first_state(terms, one, row, now) for one, row in watched}
        await insert_states(connection, rule_id, terms.kind, states, now)
    await keep_options(connection, {row["id"]: one.options for one, row in watched}, now)
    for one, row in watched:
        if one.offer is not None and row["last_total"] is None:
            await _keep_first_price(connection, row["id"], one.offer)
        await refresh_watch(connection, [row["id"]], _first_check(one, floor, now))


def _first_state(terms: RuleTerms, wanted: Wanted, row: Any, now: datetime) -> State:
    offered = wanted.offer is not None
    known = Now(
        wanted.total,
        Availability.AVAILABLE if offered else Availability(row["availability"]),
        past_of(row, now),
        row["typical_low"],
        has_options=bool(wanted.options),
    )
    return first_state(terms, known)[0]


async def require_room(
    connection: asyncpg.Connection, user_id: int, limit: int, places: int = 1
) -> None:
    """Raise `TrackerLimitReached` when so many more would be over `limit` living trackers."""
    count = await connection.fetchval(
        "SELECT count(*) FROM trackers WHERE user_id = $1 AND state IN ('active', 'paused')",
        user_id,
    )
    if count + places > limit:
        raise TrackerLimitReached(limit)


async def _insert_tracker(
    connection: asyncpg.Connection,
    wish: Wish,
    now: datetime,
) -> int:
    tracker_id: int = await connection.fetchval(
        """
        INSERT INTO trackers (user_id, chat_id, kind, name, state, frequency, ends_at,
                              request_key, created_at, changed_at, custom_seconds)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9, $10) RETURNING id
        """,
        wish.traveller.user_id,
        wish.traveller.chat_id,
        wish.kind.value,
        wish.name,
        TrackerState.ACTIVE.value,
        wish.frequency.value,
        wish.ends_at,
        wish.request_key,
        now,
        wish.custom_seconds,
    )
    return tracker_id


async def _keep_first_price(
    connection: asyncpg.Connection, trackable_id: int, offer: PricedOffer
) -> None:
    """Keep the price that the traveller saw as the first observation."""
    quote = offer.quote
    base: Decimal | None = quote.before_taxes.amount if quote.before_taxes else None
    rate = identity_of(offer.supplier, quote)
    rate_id = (await keep_rates(connection, [rate]))[rate]
    observation = Observation(
        trackable_id, quote.observed_at, quote.total.amount, base, quote.total.currency,
        quote.taxes, quote.board, quote.refundable, Availability.AVAILABLE, offer.supplier,
        quote.quote_id, rate_id=rate_id,
    )  # fmt: skip
    await write_observations(connection, [observation])
    await connection.execute(
        """
        UPDATE trackables SET last_total = $2, last_source = $3, last_checked_at = $4,
            last_observed_at = $4, availability = 'available', lowest_total = $2,
            observations = 1, first_observed_at = $4, free_cancel_until = $5,
            last_rate_id = $6 WHERE id = $1
        """,
        trackable_id,
        quote.total.amount,
        offer.supplier.value,
        quote.observed_at,
        quote.free_cancel_until,
        rate_id,
    )


def _first_check(wanted: Wanted, floor: timedelta, now: datetime) -> datetime:
    """Return when to look first: at once, unless the price on the screen was a good one."""
    if wanted.offer is None:
        return now
    demand = Demand(wanted.thing.check_in)
    return next_check(now, demand, floor, dice=0.5).due_at

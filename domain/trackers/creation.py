"""Creates a tracker with its rules and their states, in one transaction."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from domain.accounts.travellers import NO_CHAT, Traveller
from domain.alerts.first_states import Now
from domain.alerts.models import RuleKind
from domain.alerts.queries.rules import insert_rule
from domain.alerts.rules import DEFAULT_DROP_PERCENT
from domain.alerts.states import RuleTerms
from domain.checks.cadence import Frequency
from domain.checks.queries.trackables import lock_trackable
from domain.checks.queries.watchers import refresh_watch, watch
from domain.prices.models import TrackableKind
from domain.prices.trackables import FlightThing, Thing
from domain.search.values import DestinationView
from domain.suppliers.contract import PriceQuestion
from domain.trackers.currencies import place_rule
from domain.trackers.errors import TrackerLimitReached
from domain.trackers.models import TrackerState
from domain.trackers.queries.creation import (
    begun_by,
    count_living,
    forget_wish,
    insert_tracker,
    lock_known,
    lock_owner,
)
from domain.unit_of_work import Database

# Nobody checks in later than this on the first day of a stay.
LAST_CHECK_IN = time(18)
# Suppliers' hotel names may have any length.
LONGEST_NAME = 200
DEFAULT_TERMS = RuleTerms(RuleKind.PRICE_DROP, percent=DEFAULT_DROP_PERCENT)


@dataclass(frozen=True, slots=True)
class Wish:
    """A traveller's wish to track things under one name, the leading one first.

    `as_wished` are the things before their selling currencies were known. `sizes_in` is the
    currency of the rules' amounts, if not that of the first thing. `cluster_id` is the cluster
    whose hotels they are; its members may change.
    """

    traveller: Traveller
    kind: TrackableKind
    name: str
    things: tuple[Thing | FlightThing, ...]
    ends_at: datetime
    rules: tuple[RuleTerms, ...] = (DEFAULT_TERMS,)
    frequency: Frequency = Frequency.SMART
    custom_seconds: int | None = None
    as_wished: tuple[Thing | FlightThing, ...] = ()
    sizes_in: str | None = None
    cluster_id: int | None = None

    @property
    def request_key(self) -> str:
        """Return the key by which the same wish twice makes one tracker."""
        # The same stay may be sold in another currency by the second time.
        things = [thing.fingerprint for thing in self.as_wished or self.things]
        if self.cluster_id is not None:
            first = self.things[0]
            things = [f"cluster {self.cluster_id}", str(first.check_in), str(self.ends_at)]
        return request_key(self.traveller.user_id, self.traveller.chat_id, things)


def request_key(user_id: int, chat_id: int, fingerprints: Sequence[str]) -> str:
    """Return the key of somebody's wish to track things in a chat."""
    text = f"{user_id}:{chat_id}:{','.join(fingerprints)}"
    return hashlib.sha256(text.encode()).hexdigest()


def ends_with_check_in(destination: DestinationView, question: PriceQuestion) -> datetime:
    """Return when a stay begins, in the hotel's zone: a later price is useless."""
    zone = ZoneInfo(destination.time_zone)
    local = datetime.combine(question.stay.check_in, LAST_CHECK_IN, zone)
    return local.astimezone(UTC)


async def start_tracker(pool: Database, wish: Wish, limit: int, now: datetime) -> tuple[int, bool]:
    """Store the tracker and return its id and whether it is new.

    Raises `TrackerLimitReached` when the traveller has `limit` trackers.
    """
    async with pool.transaction() as connection:
        await lock_owner(connection, wish.traveller.user_id)
        begun = await begun_by(connection, wish.request_key)
        if begun and begun.state in {TrackerState.ACTIVE, TrackerState.PAUSED}:
            return begun.id, False
        await require_room(connection, wish.traveller.user_id, limit)
        await forget_wish(connection, wish.request_key)
        tracker_id = await _insert_tracker(connection, wish, now)
        rules = [
            (await insert_rule(connection, tracker_id, terms, now), terms) for terms in wish.rules
        ]
        await add_items(connection, tracker_id, wish.things, rules, now)
    return tracker_id, True


async def add_items(
    connection: Database,
    tracker_id: int,
    things: Sequence[Thing | FlightThing],
    rules: Sequence[tuple[int, RuleTerms]],
    now: datetime,
) -> None:
    """Have a tracker watch things, with a state for each rule (id and terms).

    The rules' sizes are in the currency of the first thing.
    Each waits for a current price or later: what it cost before is not news. It is due at once.
    """
    await lock_known(connection, [thing.fingerprint for thing in things])
    stored = {
        thing.fingerprint: await lock_trackable(connection, thing, now)
        for thing in sorted(things, key=lambda thing: thing.fingerprint)
    }
    watched = [stored[thing.fingerprint] for thing in things]
    await watch(connection, tracker_id, [one.id for one in watched])
    currencies = {one.id: one.currency for one in watched}
    known = {one.id: Now(typical_low=one.typical_low) for one in watched}
    of = things[0].currency if things else ""
    for rule_id, terms in rules:
        await place_rule(connection, rule_id, terms, currencies, known, now, of=of)
    await refresh_watch(connection, [one.id for one in watched], now)


async def require_room(connection: Database, user_id: int, limit: int, places: int = 1) -> None:
    """Raise `TrackerLimitReached` if that many more would exceed `limit` living trackers."""
    if await count_living(connection, user_id) + places > limit:
        raise TrackerLimitReached(limit)


async def _insert_tracker(connection: Database, wish: Wish, now: datetime) -> int:
    chat_id = None if wish.traveller.chat_id == NO_CHAT else wish.traveller.chat_id
    return await insert_tracker(
        connection, wish.traveller.user_id, chat_id, wish.kind, wish.name[:LONGEST_NAME],
        wish.frequency, wish.custom_seconds, wish.ends_at, wish.request_key, wish.cluster_id, now,
    )  # fmt: skip

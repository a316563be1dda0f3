"""Beginning to watch a hotel stay: tracker, rule and first price, all in one transaction."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import asyncpg

from domain.accounts.travellers import Traveller
from domain.alerts.models import RuleKind
from domain.alerts.queries import insert_rule
from domain.alerts.rules import DEFAULT_DROP_PERCENT, arm
from domain.alerts.states import RuleTerms, State
from domain.errors import NothingToTrack, TrackerLimitReached
from domain.prices.history import Observation, write_observations
from domain.prices.models import Availability, TrackableKind
from domain.prices.trackables import fingerprint, lock_trackable
from domain.search.ranking import is_all_in
from domain.search.values import FoundHotel, PricedOffer, SearchView
from domain.suppliers.contract import PriceQuestion
from domain.trackers.cadence import SMART, next_check
from domain.trackers.models import Frequency, TrackerState
from domain.trackers.watching import refresh_watch

# Nobody checks in later than this on the first day of a stay.
LAST_CHECK_IN = time(18)
DEFAULT_TERMS = RuleTerms(RuleKind.PRICE_DROP, percent=DEFAULT_DROP_PERCENT)


@dataclass(frozen=True, slots=True)
class Wish:
    """A traveller's wish to watch a hotel of a search."""

    traveller: Traveller
    search: SearchView
    hotel: FoundHotel
    nationality: str

    @property
    def question(self) -> PriceQuestion:
        """Return what is asked of the suppliers again and again."""
        return PriceQuestion(self.search.stay, self.nationality, self.search.currency)

    @property
    def request_key(self) -> str:
        """Return the key by which the same wish twice makes one tracker."""
        thing = fingerprint(self.hotel.hotel_id, self.question)
        text = f"{self.traveller.user_id}:{self.traveller.chat_id}:{thing}"
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def ends_at(self) -> datetime:
        """Return when the stay begins, in the hotel's zone: a later price helps nobody."""
        zone = ZoneInfo(self.search.destination.time_zone)
        local = datetime.combine(self.search.stay.check_in, LAST_CHECK_IN, zone)
        return local.astimezone(UTC)

    def first_offer(self) -> PricedOffer | None:
        """Return the price from which the watch begins, None while there is no all-in one.

        Raises `NothingToTrack` when nobody sells the hotel.
        """
        offer = self.hotel.best
        if offer is None:
            raise NothingToTrack
        fits = offer.quote.total.currency == self.search.currency and is_all_in(offer.quote)
        return offer if fits else None


async def start_tracker(
    pool: asyncpg.Pool, wish: Wish, limit: int, floor: timedelta, now: datetime
) -> tuple[int, bool]:
    """Write the tracker and return its id and whether it is new.

    `floor` is the shortest interval between checks. Raises `NothingToTrack`, and
    `TrackerLimitReached` when the traveller has `limit` trackers.
    """
    offer = wish.first_offer()
    async with pool.acquire() as connection, connection.transaction():
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
        trackable_id, last_total = await lock_trackable(
            connection,
            wish.hotel.hotel_id,
            wish.search.destination.destination_id,
            wish.question,
            now,
        )
        tracker_id = await _insert_tracker(connection, wish, trackable_id, offer, now)
        total = offer.quote.total.amount if offer else None
        state = State() if total is None else arm(DEFAULT_TERMS, total)
        await insert_rule(connection, tracker_id, DEFAULT_TERMS, {trackable_id: state}, now)
        if offer is not None and last_total is None:
            await _keep_first_price(connection, trackable_id, offer)
        await refresh_watch(connection, [trackable_id], _first_check(wish, offer, floor, now))
    return tracker_id, True


async def require_room(connection: asyncpg.Connection, user_id: int, limit: int) -> None:
    """Raise `TrackerLimitReached` when a traveller has `limit` living trackers."""
    count = await connection.fetchval(
        "SELECT count(*) FROM trackers WHERE user_id = $1 AND state IN ('active', 'paused')",
        user_id,
    )
    if count >= limit:
        raise TrackerLimitReached(limit)


async def _insert_tracker(
    connection: asyncpg.Connection,
    wish: Wish,
    trackable_id: int,
    offer: PricedOffer | None,
    now: datetime,
) -> int:
    tracker_id: int = await connection.fetchval(
        """
        INSERT INTO trackers (user_id, chat_id, kind, name, state, frequency, ends_at,
                              request_key, created_at, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9) RETURNING id
        """,
        wish.traveller.user_id,
        wish.traveller.chat_id,
        TrackableKind.HOTEL_STAY.value,
        wish.hotel.name,
        TrackerState.ACTIVE.value,
        Frequency.SMART.value,
        wish.ends_at,
        wish.request_key,
        now,
    )
    await connection.execute(
        "INSERT INTO tracked_items (tracker_id, trackable_id, first_total) VALUES ($1, $2, $3)",
        tracker_id,
        trackable_id,
        offer.quote.total.amount if offer else None,
    )
    return tracker_id


async def _keep_first_price(
    connection: asyncpg.Connection, trackable_id: int, offer: PricedOffer
) -> None:
    """Keep the price that the traveller saw as the first observation."""
    quote = offer.quote
    base: Decimal | None = quote.before_taxes.amount if quote.before_taxes else None
    observation = Observation(
        trackable_id, quote.observed_at, quote.total.amount, base, quote.total.currency,
        quote.taxes, quote.board, quote.refundable, Availability.AVAILABLE, offer.supplier,
    )  # fmt: skip
    await write_observations(connection, [observation])
    await connection.execute(
        """
        UPDATE trackables SET last_total = $2, last_source = $3, last_checked_at = $4,
            last_observed_at = $4, availability = 'available', lowest_total = $2,
            observations = 1, first_observed_at = $4 WHERE id = $1
        """,
        trackable_id,
        quote.total.amount,
        offer.supplier.value,
        quote.observed_at,
    )


def _first_check(
    wish: Wish, offer: PricedOffer | None, floor: timedelta, now: datetime
) -> datetime:
    """Return when to look first: at once, unless the price on the screen was a good one."""
    if offer is None:
        return now
    pace = next_check(now, wish.search.stay.check_in, SMART, floor, has_changed=False, dice=0.5)
    return pace.due_at

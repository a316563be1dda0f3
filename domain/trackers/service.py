"""What a traveller does with trackers. Every call looks the tracker up with its owner."""

import hashlib
from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import asyncpg
from tortoise.transactions import in_transaction

from domain.accounts.travellers import Traveller
from domain.alerts.models import PriceRule, RuleKind, RuleState, TrackerAlert
from domain.alerts.rules import DEFAULT_DROP_PERCENT, RuleTerms, State, arm, evaluate
from domain.app import App
from domain.errors import AmountNotUnderstood, NotFound, NothingToTrack, TrackerLimitReached
from domain.money import Money
from domain.prices.history import Observation, write_observations
from domain.prices.models import Availability, TrackableKind
from domain.prices.trackables import fingerprint, trackable_of_stay
from domain.search.ranking import is_all_in
from domain.search.service import find_hotels, hotel_page
from domain.search.values import FoundHotel, PricedOffer, SearchView
from domain.suppliers.contract import PriceQuestion
from domain.trackers.cadence import FIXED, SMART, Reason
from domain.trackers.models import TrackedItem, Tracker, TrackerState
from domain.trackers.queries import load_trackers
from domain.trackers.values import TargetSet, TrackerView, TrackingStarted

# Nobody checks in later than this on the first day of a stay.
LAST_CHECK_IN = time(18)
LIVING = (TrackerState.ACTIVE, TrackerState.PAUSED)


async def list_trackers(app: App, traveller: Traveller) -> tuple[TrackerView, ...]:
    """Return the traveller's trackers, active ones first."""
    return await load_trackers(app.pool, traveller.user_id, app.clock.now())


async def get_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Return one tracker. Raises NotFound for another's and for none."""
    found = await load_trackers(app.pool, traveller.user_id, app.clock.now(), tracker_id)
    if not found:
        raise NotFound("tracker")
    return found[0]


async def track_hotel(
    app: App, traveller: Traveller, search_id: int, hotel_id: int
) -> TrackingStarted:
    """Watch a hotel of a search: a drop of 5 % or more, smart checks, until check-in.

    The same wish twice makes one tracker. Raises NotFound, `NothingToTrack` when no supplier
    lists the hotel, and `TrackerLimitReached`.
    """
    outcome = await find_hotels(app, traveller, search_id)
    search = outcome.search
    hotel = next((h for h in outcome.hotels if h.hotel_id == hotel_id), None)
    if hotel is None:
        # Not among the results any more: the hotel's own page still tells its price.
        hotel = (await hotel_page(app, traveller, search_id, hotel_id)).hotel
    question = PriceQuestion(search.stay, traveller.nationality, search.currency)
    key = _request_key(traveller, fingerprint(hotel_id, question))
    existing = await Tracker.get_or_none(request_key=key)
    if existing is not None and existing.state in LIVING:
        return TrackingStarted(await get_tracker(app, traveller, existing.id), is_new=False)
    await _require_room(app, traveller)
    offer = _trackable_offer(hotel, search)
    tracker_id = await _write_tracker(app, traveller, search, hotel, question, key)
    if offer is not None:
        await _observe_first(app, tracker_id, offer)
    return TrackingStarted(await get_tracker(app, traveller, tracker_id), is_new=True)


def _request_key(traveller: Traveller, thing: str) -> str:
    return hashlib.sha256(f"{traveller.user_id}:{traveller.chat_id}:{thing}".encode()).hexdigest()


async def _require_room(app: App, traveller: Traveller) -> None:
    limit = app.settings.trackers_per_traveller
    if await Tracker.filter(user_id=traveller.user_id, state__in=LIVING).count() >= limit:
        raise TrackerLimitReached(limit)


def _trackable_offer(hotel: FoundHotel, search: SearchView) -> PricedOffer | None:
    """Return the price from which the watch begins, None while there is no all-in one.

    Raises `NothingToTrack` when the hotel has no price in any currency.
    """
    if hotel.best is None and not hotel.reference:
        raise NothingToTrack
    offer = hotel.best
    fits = offer and offer.quote.total.currency == search.currency and is_all_in(offer.quote)
    return offer if fits else None


async def _write_tracker(
    app: App,
    traveller: Traveller,
    search: SearchView,
    hotel: FoundHotel,
    question: PriceQuestion,
    key: str,
) -> int:
    """Write tracker, rule and trackable together. A deleted one of the same wish is replaced."""
    now = app.clock.now()
    async with in_transaction():
        await Tracker.filter(request_key=key).delete()
        trackable = await trackable_of_stay(
            hotel.hotel_id, search.destination.destination_id, question, now
        )
        tracker = await Tracker.create(
            user_id=traveller.user_id,
            chat_id=traveller.chat_id,
            kind=TrackableKind.HOTEL_STAY,
            name=hotel.name,
            ends_at=_end_of(search),
            request_key=key,
            created_at=now,
            changed_at=now,
        )
        offer = _trackable_offer(hotel, search)
        await TrackedItem.create(
            tracker=tracker,
            trackable=trackable,
            first_total=offer.quote.total.amount if offer else None,
        )
        rule = await PriceRule.create(
            tracker=tracker,
            kind=RuleKind.PRICE_DROP,
            percent=DEFAULT_DROP_PERCENT,
            created_at=now,
        )
        await RuleState.create(rule=rule, trackable=trackable, changed_at=now)
    await refresh_watch(app.pool, trackable.id, now)
    tracker_id: int = tracker.id
    return tracker_id


def _end_of(search: SearchView) -> datetime:
    """Return when the stay begins, in the hotel's zone: a later price helps nobody."""
    zone = ZoneInfo(search.destination.time_zone)
    return datetime.combine(search.stay.check_in, LAST_CHECK_IN, zone).astimezone(UTC)


async def _observe_first(app: App, tracker_id: int, offer: PricedOffer) -> None:
    """Keep the price that the traveller saw as the first observation; arm the rules with it."""
    now, quote = app.clock.now(), offer.quote
    async with app.pool.acquire() as connection, connection.transaction():
        row = await connection.fetchrow(
            """
            SELECT k.id, k.last_total FROM trackables k
            JOIN tracked_items i ON i.trackable_id = k.id
            WHERE i.tracker_id = $1 FOR UPDATE OF k
            """,
            tracker_id,
        )
        if row["last_total"] is None:
            observation = Observation(
                row["id"], quote.observed_at, quote.total.amount,
                quote.before_taxes.amount if quote.before_taxes else None, quote.total.currency,
                quote.taxes, quote.board, quote.refundable, Availability.AVAILABLE,
                offer.supplier,
            )  # fmt: skip
            await write_observations(connection, [observation])
            await connection.execute(
                """
                UPDATE trackables SET last_total = $2, last_source = $3, last_checked_at = $4,
                    last_observed_at = $4, availability = 'available' WHERE id = $1
                """,
                row["id"],
                quote.total.amount,
                offer.supplier.value,
                quote.observed_at,
            )
        await _arm_rules(connection, tracker_id, quote.total.amount, now)


async def _arm_rules(
    connection: asyncpg.Connection, tracker_id: int, total: Decimal, now: datetime
) -> None:
    """Arm a tracker's sleeping rules at `total`: what the traveller sees now is not news."""
    rows = await connection.fetch(
        """
        SELECT s.id, r.kind, r.percent, r.amount, r.target FROM rule_states s
        JOIN price_rules r ON r.id = s.rule_id
        WHERE r.tracker_id = $1 AND s.reference IS NULL FOR UPDATE OF s
        """,
        tracker_id,
    )
    for row in rows:
        terms = RuleTerms(RuleKind(row["kind"]), row["percent"], row["amount"], row["target"])
        state = arm(terms, total)
        await connection.execute(
            """
            UPDATE rule_states SET reference = $2, fires_at = $3, rearms_at = $4, changed_at = $5
            WHERE id = $1
            """,
            row["id"],
            state.reference,
            state.fires_at,
            state.rearms_at,
            now,
        )


async def set_target(app: App, traveller: Traveller, tracker_id: int, target: Money) -> TargetSet:
    """Tell at or below `target`; it replaces an earlier target.

    `already_met` says that today's price is there; the next alert then comes a step deeper.
    Raises NotFound, and `AmountNotUnderstood` for an amount in another currency.
    """
    view = await get_tracker(app, traveller, tracker_id)
    if target.currency != view.currency or target.amount <= 0:
        raise AmountNotUnderstood(f"{target.amount} {target.currency}")
    now = app.clock.now()
    terms = RuleTerms(RuleKind.TARGET_PRICE, target=target.amount)
    state, firing = State(), None
    if view.last_total is not None:
        state, firing = evaluate(terms, State(), view.last_total.amount)
    async with in_transaction():
        await PriceRule.filter(tracker_id=tracker_id, kind=RuleKind.TARGET_PRICE).update(
            is_active=False
        )
        rule = await PriceRule.create(
            tracker_id=tracker_id,
            kind=RuleKind.TARGET_PRICE,
            target=target.amount,
            created_at=now,
        )
        await RuleState.create(
            rule=rule,
            trackable_id=view.series.trackable_id,
            phase=state.phase,
            reference=state.reference,
            last_alerted=state.last_alerted,
            fires_at=state.fires_at,
            rearms_at=state.rearms_at,
            firings=state.firings,
            changed_at=now,
        )
    return TargetSet(await get_tracker(app, traveller, tracker_id), firing is not None)


async def pause_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Stop checking for this tracker until it is resumed."""
    return await _change_state(app, traveller, tracker_id, TrackerState.PAUSED)


async def resume_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Check again, beginning now."""
    return await _change_state(app, traveller, tracker_id, TrackerState.ACTIVE)


async def delete_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Delete; it can be restored until it is purged."""
    return await _change_state(app, traveller, tracker_id, TrackerState.DELETED)


async def restore_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Undo a deletion. Raises `TrackerLimitReached` when its place was taken."""
    view = await get_tracker(app, traveller, tracker_id)
    if view.state is TrackerState.DELETED:
        await _require_room(app, traveller)
    return await _change_state(app, traveller, tracker_id, TrackerState.ACTIVE)


async def _change_state(
    app: App, traveller: Traveller, tracker_id: int, state: TrackerState
) -> TrackerView:
    now = app.clock.now()
    view = await get_tracker(app, traveller, tracker_id)
    if view.state is TrackerState.ENDED and state is not TrackerState.DELETED:
        return view
    await Tracker.filter(id=tracker_id, user_id=traveller.user_id).update(
        state=state, changed_at=now
    )
    await refresh_watch(app.pool, view.series.trackable_id, now)
    return await get_tracker(app, traveller, tracker_id)


async def tracker_of_alert(app: App, traveller: Traveller, alert_id: int) -> TrackerView:
    """Return the tracker that made an alert. Raises NotFound for a stranger's."""
    alert = await TrackerAlert.get_or_none(id=alert_id)
    if alert is None:
        raise NotFound("alert")
    return await get_tracker(app, traveller, alert.tracker_id)


async def refresh_watch(pool: asyncpg.Pool, trackable_id: int, now: datetime) -> None:
    """Count who watches and set the pace to the fastest wish; nobody watching, nothing is due."""
    seconds = {f.value: int(interval.total_seconds()) for f, interval in FIXED.items()}
    await pool.execute(
        """
        WITH wishes AS (
            SELECT count(*) AS watchers,
                   min(coalesce(($3::jsonb ->> t.frequency)::int, $4)) AS seconds
            FROM tracked_items i JOIN trackers t ON t.id = i.tracker_id
            WHERE i.trackable_id = $1 AND t.state = 'active'
        )
        UPDATE trackables k SET watchers = w.watchers,
            interval_seconds = coalesce(w.seconds, $4),
            due_reason = CASE WHEN k.due_at IS NULL THEN $5 ELSE k.due_reason END,
            due_at = CASE WHEN w.watchers = 0 THEN NULL ELSE coalesce(k.due_at, $2) END
        FROM wishes w WHERE k.id = $1
        """,
        trackable_id,
        now,
        seconds,
        SMART,
        Reason.NEW.value,
    )


async def end_trackers(pool: asyncpg.Pool, now: datetime) -> int:
    """End the trackers whose stay has begun and return how many there were."""
    rows = await pool.fetch(
        """
        UPDATE trackers t SET state = 'ended', changed_at = $1 FROM tracked_items i
        WHERE i.tracker_id = t.id AND t.state IN ('active', 'paused') AND t.ends_at <= $1
        RETURNING i.trackable_id
        """,
        now,
    )
    for trackable_id in {row["trackable_id"] for row in rows}:
        await refresh_watch(pool, trackable_id, now)
    return len(rows)


async def purge_trackers(pool: asyncpg.Pool, now: datetime) -> None:
    """Remove what was deleted a month ago and cannot be missed any more."""
    await pool.execute(
        "DELETE FROM trackers WHERE state = 'deleted' AND changed_at < $1",
        now - timedelta(days=30),
    )

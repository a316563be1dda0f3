"""What a traveller does with trackers. Every call looks the tracker up with its owner."""

from dataclasses import replace
from datetime import timedelta

from domain.accounts.travellers import Traveller
from domain.alerts.backtest import backtest
from domain.alerts.first_states import Now, first_state
from domain.alerts.models import RuleKind
from domain.alerts.queries import insert_rule, set_sleeping
from domain.alerts.rules import sleep
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.errors import AmountNotUnderstood, NotFound, NothingToTrack
from domain.money import Money
from domain.prices.models import TrackableKind
from domain.prices.terms import ANY_RATE, RateTerms, cheapest
from domain.prices.trackables import Thing
from domain.search.hotel_pages import hotel_page
from domain.search.queries import load_search
from domain.search.ranking import choose_best
from domain.search.service import find_hotels
from domain.search.values import FoundHotel, PricedOffer
from domain.suppliers.contract import PriceQuestion
from domain.trackers.models import TrackerState
from domain.trackers.queries import load_trackers
from domain.trackers.starting import (
    Wanted,
    Wish,
    comparable,
    ends_with_check_in,
    require_room,
    start_tracker,
)
from domain.trackers.values import TargetSet, TrackerView, TrackingStarted
from domain.trackers.watching import lock_trackables, set_state


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
    app: App, traveller: Traveller, search_id: int, hotel_id: int, terms: RateTerms = ANY_RATE
) -> TrackingStarted:
    """Watch a hotel of a search: a drop of 5 % or more, smart checks, until check-in.

    With `terms` the price is the cheapest rate's that meets them. The same wish twice makes one
    tracker. Raises NotFound, `NothingToTrack` when nobody sells such a rate, and
    `TrackerLimitReached`.
    """
    search, nationality = await load_search(app.pool, traveller, search_id)
    question = PriceQuestion(search.stay, nationality, search.currency)
    hotel = await _priced_hotel(app, traveller, search_id, hotel_id, terms)
    if hotel.best is None:
        raise NothingToTrack
    thing = Thing(
        TrackableKind.HOTEL_STAY, search.destination.destination_id, question, hotel_id,
        terms.to_json(),
    )  # fmt: skip
    wish = Wish(
        traveller,
        TrackableKind.HOTEL_STAY,
        hotel.name,
        (Wanted(thing, comparable(hotel.best, search.currency)),),
        ends_with_check_in(search.destination, question),
    )
    return await _start(app, wish)


async def _priced_hotel(
    app: App, traveller: Traveller, search_id: int, hotel_id: int, terms: RateTerms
) -> FoundHotel:
    """Return a hotel with its best price, or the best one that meets the terms."""
    if terms.is_any:
        outcome = await find_hotels(app, traveller, search_id)
        hotel = next((h for h in outcome.hotels if h.hotel_id == hotel_id and h.best), None)
        if hotel is not None:
            return hotel
    # Not among the results (any more), or a matter of its rates: the hotel's own page tells.
    page = await hotel_page(app, traveller, search_id, hotel_id)
    if terms.is_any:
        return page.hotel
    fitting = [
        PricedOffer(rate.supplier, "", quote)
        for rate in page.rates
        if (quote := cheapest(terms, [rate.rate], page.search.currency)) is not None
    ]
    offers = choose_best(fitting, page.search.currency)
    return replace(page.hotel, best=offers[0] if offers else None)


async def _start(app: App, wish: Wish) -> TrackingStarted:
    tracker_id, is_new = await start_tracker(
        app.pool,
        wish,
        app.settings.trackers_per_traveller,
        timedelta(seconds=app.settings.check_interval_floor),
        app.clock.now(),
    )
    tracker = await get_tracker(app, wish.traveller, tracker_id)
    tested = backtest(wish.rules[0], tracker.series, app.clock.now()) if is_new else None
    return TrackingStarted(tracker, is_new, tested)


async def set_target(app: App, traveller: Traveller, tracker_id: int, target: Money) -> TargetSet:
    """Tell at or below `target`; it replaces an earlier target.

    `already_met` says that today's price is there; the next alert then comes a step deeper.
    Raises NotFound, and `AmountNotUnderstood` for nothing or an amount in another currency.
    """
    view = await get_tracker(app, traveller, tracker_id)
    if target.currency != view.currency or target.amount <= 0:
        raise AmountNotUnderstood(f"{target.amount} {target.currency}")
    now = app.clock.now()
    terms = RuleTerms(RuleKind.TARGET_PRICE, target=target.amount)
    async with app.pool.acquire() as connection, connection.transaction():
        (trackable_id,) = await lock_trackables(connection, [tracker_id])
        total = await connection.fetchval(
            "SELECT last_total FROM trackables WHERE id = $1", trackable_id
        )
        state, already_met = first_state(terms, Now(total))
        await set_sleeping(connection, [tracker_id], now, sleeping=True, kind=RuleKind.TARGET_PRICE)
        await connection.execute(
            "UPDATE price_rules SET is_active = false WHERE tracker_id = $1 AND kind = $2",
            tracker_id,
            RuleKind.TARGET_PRICE.value,
        )
        kept = state if view.state is TrackerState.ACTIVE else sleep(state)
        await insert_rule(connection, tracker_id, terms, {trackable_id: kept}, now)
    return TargetSet(await get_tracker(app, traveller, tracker_id), already_met)


async def pause_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Stop checking for this tracker until it is resumed."""
    return await _change_state(app, traveller, tracker_id, TrackerState.PAUSED)


async def resume_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Check again, beginning now. What fell meanwhile is told by the first check."""
    return await _change_state(app, traveller, tracker_id, TrackerState.ACTIVE)


async def delete_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Delete; it can be restored until it is purged."""
    return await _change_state(app, traveller, tracker_id, TrackerState.DELETED)


async def restore_tracker(app: App, traveller: Traveller, tracker_id: int) -> TrackerView:
    """Undo a deletion. Raises `TrackerLimitReached` when its place was taken."""
    return await _change_state(app, traveller, tracker_id, TrackerState.ACTIVE)


async def _change_state(
    app: App, traveller: Traveller, tracker_id: int, wished: TrackerState
) -> TrackerView:
    """Bring a tracker into a state; one whose stay has begun is ended, whatever is wished."""
    now = app.clock.now()
    view = await get_tracker(app, traveller, tracker_id)
    is_over = view.ends_at <= now and wished is not TrackerState.DELETED
    state = TrackerState.ENDED if is_over else wished
    if state is view.state:
        return view
    async with app.pool.acquire() as connection, connection.transaction():
        if view.state is TrackerState.DELETED and not is_over:
            limit = app.settings.trackers_per_traveller
            await require_room(connection, traveller.user_id, limit)
        await set_state(connection, [tracker_id], state, now)
    return await get_tracker(app, traveller, tracker_id)

"""Starts trackers: for a hotel, a whole search, neighbouring dates, a cluster of hotels."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.accounts.travellers import Traveller
from domain.alerts.models import RuleKind
from domain.alerts.queries.rule_changes import forget_states
from domain.alerts.queries.rules import active_rules
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.catalog.models import Cluster
from domain.catalog.own_names import called
from domain.checks.first_look import look_first_at
from domain.checks.queries.watchers import lock_trackables, unwatch
from domain.checks.search_quotes import search_terms, wishes_in
from domain.clock import today_in
from domain.errors import NotFound
from domain.exchange_rates.queries import exchange_rates
from domain.prices.models import TrackableKind
from domain.prices.terms import ANY_RATE, RateTerms, cheapest
from domain.prices.trackables import StoredThing, Thing, thing_from
from domain.search.hotel_pages import hotel_page
from domain.search.queries.searches import insert_search, load_search
from domain.search.ranking import choose_best
from domain.search.selection import Wishes, wishes_of
from domain.search.service import destination_view, find_hotels
from domain.search.values import FoundHotel, PricedOffer, SearchView
from domain.stay import Stay
from domain.trackers.creation import (
    DEFAULT_TERMS,
    Wish,
    add_items,
    ends_with_check_in,
    start_tracker,
)
from domain.trackers.currencies import in_each_currency, sized
from domain.trackers.errors import NothingToTrack
from domain.trackers.price_history import tested_on_past
from domain.trackers.queries.clusters import members_of
from domain.trackers.queries.things import things_of
from domain.trackers.service import get_tracker, get_watched
from domain.trackers.values import TrackerView, TrackingStarted
from domain.unit_of_work import Database

# How many days to either side a flexible tracker may watch.
MOST_FLEXIBLE = 7
# Somebody who tracks one exact rate gets an alert when its seller drops it.
RATE_RULES = (DEFAULT_TERMS, RuleTerms(RuleKind.AVAILABILITY))
# How many of a cluster's hotels one tracker watches.
MOST_HOTELS = 50


async def track_hotel(
    app: App,
    traveller: Traveller,
    search_id: int,
    hotel_id: int,
    terms: RateTerms = ANY_RATE,
    rules: tuple[RuleTerms, ...] = (),
    until: datetime | None = None,
) -> TrackingStarted:
    """Track a hotel of a search: drops of 5 % or more, smart checks, until check-in.

    With `terms` the price is the cheapest matching rate's; if that one very rate disappears or
    comes back, that is reported too, and its price stays in its own currency. Asking for the same
    thing twice makes one tracker. `rules`, in the search's currency, replace the default ones, and
    `until` ends it before check-in. Raises NotFound, `NothingToTrack` if nobody sells such a rate,
    and `TrackerLimitReached`.
    """
    search = await load_search(app.pool, traveller, search_id)
    hotel = await _priced_hotel(app, traveller, search_id, hotel_id, terms)
    if hotel.best is None:
        raise NothingToTrack
    is_exact = terms.exact is not None
    currency = hotel.best.quote.total.currency if is_exact else search.currency
    question = replace(search.question, currency=currency)
    thing = Thing(
        TrackableKind.HOTEL_STAY, search.destination.destination_id, question, hotel_id,
        terms.to_json(),
    )  # fmt: skip
    ends_at = ends_with_check_in(search.destination, question)
    if until is not None:
        ends_at = min(ends_at, until)
    usual = RATE_RULES if is_exact else (DEFAULT_TERMS,)
    wish = Wish(
        traveller, TrackableKind.HOTEL_STAY, hotel.name, (thing,), ends_at, rules or usual,
        sizes_in=currency if rules else None,
    )  # fmt: skip
    return await begin(app, wish)


async def track_search(app: App, traveller: Traveller, search_id: int) -> TrackingStarted:
    """Track a whole search: the cheapest matching hotel, and which hotels match.

    Raises NotFound, and `TrackerLimitReached`.
    """
    search = await load_search(app.pool, traveller, search_id)
    question = search.question
    thing = Thing(
        TrackableKind.SEARCH, search.destination.destination_id, question, None,
        search_terms(await _counted_in(app, search)),
    )  # fmt: skip
    ends_at = ends_with_check_in(search.destination, question)
    name = called(search.destination, traveller.language)
    return await begin(app, Wish(traveller, TrackableKind.SEARCH, name, (thing,), ends_at))


async def _counted_in(app: App, search: SearchView) -> Wishes:
    """Return a search's wishes, with the budget in the search's own currency."""
    wishes = wishes_of(search)
    if wishes.most_total is None:
        return wishes
    rates = await exchange_rates(app.pool, app.clock.now())
    most = rates.convert(wishes.most_total, search.currency)
    return replace(wishes, most_total=most or wishes.most_total)


async def track_cluster(
    app: App, traveller: Traveller, search_id: int, cluster_id: int
) -> TrackingStarted:
    """Track a cluster's best known hotels for a search's dates, each with its own states.

    Raises NotFound, `NothingToTrack` for a cluster without hotels, and `TrackerLimitReached`.
    """
    search = await load_search(app.pool, traveller, search_id)
    cluster = await Cluster.get_or_none(id=cluster_id)
    if cluster is None:
        raise NotFound("cluster")
    hotels = await members_of(app.pool, cluster_id, MOST_HOTELS)
    if not hotels:
        raise NothingToTrack
    question = search.question
    things = tuple(
        Thing(TrackableKind.HOTEL_STAY, place, question, hotel_id) for hotel_id, place in hotels
    )
    ends_at = ends_with_check_in(search.destination, question)
    wish = Wish(
        traveller, TrackableKind.HOTEL_STAY, cluster.name, things, ends_at, cluster_id=cluster_id
    )
    return await begin(app, wish)


async def set_flexibility(
    app: App, traveller: Traveller, tracker_id: int, days: int, *, is_looked_at: bool = True
) -> TrackerView:
    """Have a hotel's tracker also watch the same nights up to `days` earlier and later.

    0 watches its own dates only. Past dates are left out. Suppliers are asked right away, unless
    `is_looked_at` is False. Raises NotFound, also for a tracker that does not watch one hotel.
    """
    view = await get_tracker(app, traveller, tracker_id)
    is_stay = view.kind is TrackableKind.HOTEL_STAY and len(view.hotel_ids) == 1
    if view.destination_id is None or not is_stay:
        raise NotFound("hotel")
    now = app.clock.now()
    destination = await destination_view(app, view.destination_id)
    today = today_in(destination.time_zone, now)
    wished = _days_around(view.stay.check_in, min(days, MOST_FLEXIBLE), today)
    async with app.pool.transaction() as connection:
        await lock_trackables(connection, [tracker_id])
        watched = await things_of(connection, tracker_id)
        unwished = [one.id for one in watched if one.check_in not in wished]
        await drop_items(connection, tracker_id, unwished)
        missing = sorted(wished - {one.check_in for one in watched})
        # In every currency in which the first date is tracked.
        first = [one for one in watched if one.check_in == watched[0].check_in]
        things = [_shifted(one, day) for day in missing for one in first]
        rules = await active_rules(connection, tracker_id)
        await add_items(connection, tracker_id, things, rules, now)
    if is_looked_at:
        await look_first_at(app, tracker_id)
    return await get_tracker(app, traveller, tracker_id)


def _days_around(first: date, days: int, today: date) -> set[date]:
    """Return the date and those up to `days` away that have not passed."""
    around = (first + timedelta(days=shift) for shift in range(-days, days + 1))
    return {day for day in around if day == first or day >= today}


def _shifted(stored: StoredThing, check_in: date) -> Thing:
    """Return the same nights on another date."""
    thing = thing_from(stored)
    stay = thing.question.stay
    moved = Stay(check_in, check_in + (stay.check_out - stay.check_in), stay.rooms)
    return replace(thing, question=replace(thing.question, stay=moved))


async def drop_items(connection: Database, tracker_id: int, trackable_ids: list[int]) -> None:
    """Stop a tracker from watching these things."""
    await forget_states(connection, tracker_id, trackable_ids)
    await unwatch(connection, tracker_id, trackable_ids)


async def search_of_tracker(app: App, traveller: Traveller, tracker_id: int) -> SearchView:
    """Return a search for what a search tracker watches. Raises NotFound."""
    view, thing = await get_watched(app, traveller, tracker_id, TrackableKind.SEARCH)
    if view.destination_id is None:
        raise NotFound("search")
    wishes = wishes_in(thing)
    destination = await destination_view(app, view.destination_id)
    now = app.clock.now()
    return await insert_search(app.pool, traveller, destination, view.stay, wishes, now)


async def _priced_hotel(
    app: App, traveller: Traveller, search_id: int, hotel_id: int, terms: RateTerms
) -> FoundHotel:
    """Return a hotel with its best price, or the best one that matches the terms."""
    if terms.is_any:
        outcome = await find_hotels(app, traveller, search_id)
        hotel = next((h for h in outcome.hotels if h.hotel_id == hotel_id and h.best), None)
        if hotel is not None:
            return hotel
    # It is not among the results, or depends on its rates: the hotel's own page tells.
    page = await hotel_page(app, traveller, search_id, hotel_id)
    if terms.is_any:
        return page.hotel
    fitting = [
        PricedOffer(rate.supplier, quote)
        for rate in page.rates
        if (quote := cheapest(terms, rate.supplier, [rate.rate], page.search.currency)) is not None
    ]
    offers = choose_best(fitting, page.search.currency)
    return replace(page.hotel, best=offers[0] if offers else None)


async def begin(app: App, wish: Wish) -> TrackingStarted:
    """Start tracking with a first look at the price, and backtest the first rule.

    Something sold in two currencies is tracked in both.
    """
    in_each = await in_each_currency(app, wish.things)
    rules = wish.rules
    if wish.sizes_in is not None:
        rates = await exchange_rates(app.pool, app.clock.now())
        there = [sized(rule, wish.sizes_in, in_each[0].currency, rates) for rule in rules]
        rules = tuple(rule for rule in there if rule is not None) or (DEFAULT_TERMS,)
    wish = replace(wish, things=in_each, as_wished=wish.things, rules=rules)
    tracker_id, is_new = await start_tracker(
        app.pool, wish, app.settings.trackers_per_traveller, app.clock.now()
    )
    if is_new:
        await look_first_at(app, tracker_id)
    tracker = await get_tracker(app, wish.traveller, tracker_id)
    tested = await tested_on_past(app, tracker, wish.rules[0]) if is_new else None
    return TrackingStarted(tracker, is_new, tested)

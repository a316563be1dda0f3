"""Tracks the price of a stay booked elsewhere: does it fall below what was paid?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from domain.accounts.travellers import Traveller
from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.bookings.noted_bookings.queries import load_noted, set_look, set_watch
from domain.bookings.noted_bookings.reminders import next_after
from domain.bookings.noted_bookings.values import Noted
from domain.catalog.name_likeness import DOUBTFUL, name_score, read_name
from domain.errors import NotFound
from domain.money import Money
from domain.search.service import begin_search, find_hotels, suggest_places
from domain.search.values import DestinationView, Draft, FoundHotel
from domain.trackers.edits import add_rule
from domain.trackers.starts import track_hotel
from domain.trackers.values import TrackingStarted

# A smaller saving is no reason to rebook.
LEAST_FALL = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class NotFoundThere:
    """The place has no hotel of that name, or no supplier sells it for these dates."""

    noted: Noted
    place: DestinationView


async def place_of(app: App, traveller: Traveller, noted: Noted) -> DestinationView | None:
    """Return the town at the end of a hotel's name: "Lemon Tree Premier, Goa"; or None."""
    parts = [part.strip() for part in noted.title.split(",")[1:]]
    for part in reversed(parts):
        for place in (await suggest_places(app, part, traveller))[:1]:
            return place
    return None


async def watch_price(
    app: App, traveller: Traveller, booking_id: int, place: DestinationView
) -> TrackingStarted | NotFoundThere:
    """Track the hotel's cheapest room for two adults until cancelling costs something.

    It alerts when the price falls below what was paid, or on a drop if that is unknown. Raises
    NotFound, a `StayRefused` for dates that cannot be searched, and `TrackerLimitReached`.
    """
    noted = await load_noted(app.pool, traveller.user_id, booking_id)
    if noted.ends_on is None:
        raise NotFound("stay")
    mine = traveller if noted.price is None else replace(traveller, currency=noted.price.currency)
    draft = Draft(destination=place, check_in=noted.starts_on, check_out=noted.ends_on)
    search = await begin_search(app, mine, draft)
    outcome = await find_hotels(app, mine, search.search_id)
    hotel = same_hotel(noted.title, place.name, outcome.hotels)
    if hotel is None or hotel.best is None:
        return NotFoundThere(noted, place)
    until = noted.free_until if noted.free_until and noted.free_until > app.clock.now() else None
    rules = below(noted.price)
    started = await track_hotel(
        app, mine, search.search_id, hotel.hotel_id, rules=rules, until=until
    )
    if not started.is_new and rules:
        await add_rule(app, traveller, started.tracker.tracker_id, rules[0])
    tracker_id = started.tracker.tracker_id
    await set_watch(app.pool, booking_id, tracker_id, hotel.hotel_id)
    watched = replace(noted, watched_by=tracker_id)
    await set_look(app.pool, booking_id, next_after(watched, app.clock.now()))
    return started


def below(paid: Money | None) -> tuple[RuleTerms, ...]:
    """Return the rule that fires for a price worth rebooking; None if nothing is known."""
    if paid is None:
        return ()
    target = Money.of(paid.amount * (1 - LEAST_FALL), paid.currency)
    return (RuleTerms(RuleKind.TARGET_PRICE, target=target.amount),)


def same_hotel(title: str, place: str, hotels: Sequence[FoundHotel]) -> FoundHotel | None:
    """Return the hotel of that name, None if there is none or several are equally likely: pure."""
    place_words = read_name(place).words
    wanted = read_name(title, place_words)
    scored = sorted(
        (
            (name_score(wanted, read_name(hotel.name, place_words), frozenset(place_words)), hotel)
            for hotel in hotels
        ),
        key=lambda pair: -pair[0],
    )
    good = [pair for pair in scored if pair[0] >= DOUBTFUL]
    if not good or (len(good) > 1 and good[0][0] == good[1][0]):
        return None
    return good[0][1]

"""A trip is watched under its sum: every part, one currency, and never half of it."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.checks.batch import check_now
from domain.errors import NotFound
from domain.money import Money
from domain.prices.models import Availability, TrackableKind
from domain.search.interpretation import decide_line
from domain.stay_errors import StayTooLong
from domain.suppliers.contract import Unavailable
from domain.trackers.errors import NothingToTrack, PartsInCurrencies
from domain.trackers.files import ThingRecord
from domain.trackers.service import get_tracker
from domain.trackers.transfer import export_trackers, import_trackers
from domain.trackers.trip_starts import tour_of_tracker, track_tour
from domain.trackers.values import TrackerView
from domain.trips.tour_reading import read_tour
from domain.trips.tour_values import TourView
from domain.trips.tours import ask_for_starts, begin_tour, known_tour_prices
from tests.exchange_rates.published import publish
from tests.fake_flights import FakeFlights
from tests.fake_supplier import FakeSupplier

START = date(2026, 12, 12)
INDIA = "trip Delhi 2 nights, Goa 3 nights with flights between 12 and 14 dec"


async def begun(app: App, asha: Traveller, text: str = INDIA) -> TourView:
    reading = await read_tour(app, asha, text, decision=await decide_line(app, asha, text, START))
    assert reading.problems == ()
    return await begin_tour(app, asha, reading.draft)


async def checked(app: App, asha: Traveller, tracker: TrackerView) -> TrackerView:
    """Check a tracker's thing once more and return it."""
    await check_now(app, [tracker.series.trackable_id])
    return await get_tracker(app, asha, tracker.tracker_id)


async def alerts(app: App) -> list[Any]:
    return await app.pool.fetch("SELECT total, previous_total FROM tracker_alerts ORDER BY id")


async def test_the_sum_of_all_parts_is_watched(
    app: App, asha: Traveller, hotels: FakeSupplier, airline: FakeFlights
) -> None:
    tour = await begun(app, asha)
    started = await track_tour(app, asha, tour.tour_id, START)
    tracker = started.tracker
    assert (tracker.kind, tracker.name) == (TrackableKind.TRIP, "Delhi → Goa")
    assert tracker.with_flights
    # Two stays at the cheapest hotel, and one flight for both.
    stay = Decimal(4000)
    fare = (await fare_of(app, tour)).amount
    assert tracker.last_total == Money.of(2 * stay + fare, "INR")
    assert (tracker.stay.check_in, tracker.stay.nights) == (START, 5)
    assert not (await track_tour(app, asha, tour.tour_id, START)).is_new
    hotels.hotels["h2"].total = Decimal(3000)
    tracker = await checked(app, asha, tracker)
    assert tracker.last_total == Money.of(6000 + fare, "INR")
    (alert,) = await alerts(app)
    assert (alert["previous_total"], alert["total"]) == (8000 + fare, 6000 + fare)
    # A supplier that is silent about a part makes the trip neither more expensive nor sold out.
    airline.failure = Unavailable
    assert (await checked(app, asha, tracker)).last_total == tracker.last_total
    airline.failure = None
    for one in hotels.hotels.values():
        one.total = None
    assert (await checked(app, asha, tracker)).availability is Availability.SOLD_OUT
    again = await tour_of_tracker(app, asha, tracker.tracker_id)
    assert (again.places, again.with_flights) == (tour.places, True)
    assert again.starts == (START,)


async def fare_of(app: App, tour: TourView) -> Money:
    """Return what the flight of a tour costs from its first day."""
    known = await known_tour_prices(app, tour)
    prices = [one async for one in ask_for_starts(app, known)][-1]
    (flight,) = [p for p in tour.parts(START) if p.kind.value == "flight"]
    total = prices.known[flight].total
    assert total is not None
    return total


async def test_parts_in_several_currencies_make_no_sum(
    app: App, asha: Traveller, hotels: FakeSupplier
) -> None:
    await publish(app, INR="90")
    tour = await begun(app, asha)
    for one in hotels.hotels.values():
        one.currency = "EUR"
    [_ async for _ in ask_for_starts(app, await known_tour_prices(app, tour))]
    with pytest.raises(PartsInCurrencies) as refused:
        await track_tour(app, asha, tour.tour_id, START)
    assert refused.value.currencies == ("EUR", "INR")


async def test_what_cannot_be_watched_is_refused_by_name(
    app: App, asha: Traveller, hotels: FakeSupplier
) -> None:
    tour = await begun(app, asha)
    with pytest.raises(NotFound):
        await track_tour(app, asha, tour.tour_id, date(2026, 12, 20))
    ravi = await meet_traveller(2, "Ravi", "en-IN", app.clock.now())
    with pytest.raises(NotFound):
        await track_tour(app, ravi, tour.tour_id, START)
    long = await begun(app, asha, "trip Delhi 20 nights, Goa 20 nights between 12 and 14 dec")
    with pytest.raises(StayTooLong):
        await track_tour(app, asha, long.tour_id, START)
    for one in hotels.hotels.values():
        one.total = None
    [_ async for _ in ask_for_starts(app, await known_tour_prices(app, tour))]
    with pytest.raises(NothingToTrack):
        await track_tour(app, asha, tour.tour_id, START)


async def test_a_trip_goes_through_a_file_and_no_other_trip_does(app: App, asha: Traveller) -> None:
    tour = await begun(app, asha)
    await track_tour(app, asha, tour.tour_id, START)
    (record,) = await export_trackers(app, asha)
    assert (await import_trackers(app, asha, [record])).known == 1
    ravi = await meet_traveller(2, "Ravi", "en-IN", app.clock.now())
    assert (await import_trackers(app, ravi, [record])).new == 1
    (thing,) = record.things
    goa = thing.terms["places"][1][0]
    for places in ([], [[goa, 5], [goa, 5]], [[2**63, 5]], [[goa, 0], [goa, 5]], [["x", 5]], 7):
        wrong: ThingRecord = thing.model_copy(update={"terms": {**thing.terms, "places": places}})
        told = await import_trackers(app, ravi, [record.model_copy(update={"things": (wrong,)})])
        assert (told.new, len(told.problems)) == (0, 1), places

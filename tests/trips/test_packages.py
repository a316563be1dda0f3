"""Packages cost what their parts cost, never anything else."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.catalog.errors import PlaceUnknown
from domain.errors import NotFound
from domain.exchange_rates.contract import RateSource
from domain.exchange_rates.rates import ExchangeRates, Reference
from domain.flights.endpoints import find_endpoint
from domain.flights.errors import FlightNotOffered, SameAirport
from domain.flights.values import fingerprint_of
from domain.money import Money
from domain.reading.meanings import Request
from domain.search.interpretation import decide_line, view_of
from domain.search.values import Draft, FoundHotel, PricedOffer
from domain.stay import Room
from domain.suppliers.contract import (
    Board,
    Quote,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
    Unavailable,
)
from domain.suppliers.errors import InfantsWithoutLap
from domain.suppliers.flight_contract import FlightOffer, Journey
from domain.trips.packages import (
    begin_package,
    best_flight,
    combine,
    find_packages,
)
from domain.trips.reading import read_package
from domain.trips.values import PackageDraft, PackageSearchView
from tests.conftest import FakeClock
from tests.fake_flights import FakeFlights, journey
from tests.fake_supplier import FakeHotel, FakeSupplier

OUT, BACK = date(2026, 12, 12), date(2026, 12, 15)


@pytest.fixture
def airline(clock: FakeClock) -> FakeFlights:
    """Two flights a day."""
    return FakeFlights(clock, {"6E 1": Decimal(6000), "AI 2": Decimal(5500)})


@pytest.fixture
def hotels(clock: FakeClock) -> FakeSupplier:
    """Goa's hotels, one of them priced in dollars."""
    found = {
        "t1": FakeHotel("Taj Holiday Village", Decimal(10_000)),
        "t2": FakeHotel("Palms Retreat", Decimal(4_000)),
        "t3": FakeHotel("Dollar Inn", Decimal(90), currency="USD"),
    }
    return FakeSupplier(Supplier.TRAVCLAN, clock, found)


async def begun(app: App, asha: Traveller, origin: str = "DEL") -> PackageSearchView:
    """Begin a package to Goa."""
    goa = view_of(await resolve_destination(app.pool, "Goa"))
    stay = Draft(destination=goa, check_in=OUT, check_out=BACK)
    draft = PackageDraft(stay, await find_endpoint(app.pool, origin), people_known=True)
    return await begin_package(app, asha, draft)


async def test_each_hotel_comes_with_the_best_flight_under_the_sum(
    app: App, asha: Traveller
) -> None:
    view = await begun(app, asha)
    outcome = await find_packages(app, asha, view.package_id)
    assert [
        (one.hotel.name, one.offer.quote.total, one.fare, one.total) for one in outcome.packages
    ] == [
        ("Palms Retreat", Money.of(4000, "INR"), Money.of(5500, "INR"), Money.of(9500, "INR")),
        ("Taj Holiday Village", Money.of(10000, "INR"), Money.of(5500, "INR"),
         Money.of(15500, "INR")),
    ]  # fmt: skip
    assert outcome.left_out == 1


async def test_either_part_can_be_changed(app: App, asha: Traveller) -> None:
    view = await begun(app, asha)
    first = await find_packages(app, asha, view.package_id)
    dearer = max(first.flights, key=lambda offer: offer.price.amount if offer.price else 0)
    other = await find_packages(app, asha, view.package_id, fingerprint_of(dearer.journey))
    assert {one.fare for one in other.packages} == {Money.of(6000, "INR")}
    assert other.packages[0].total == Money.of(10_000, "INR")
    with pytest.raises(FlightNotOffered):
        await find_packages(app, asha, view.package_id, "00000000")


async def test_a_half_that_cannot_be_asked_for_makes_no_package(
    app: App, asha: Traveller, airline: FakeFlights
) -> None:
    view = await begun(app, asha)
    airline.failure = Unavailable
    outcome = await find_packages(app, asha, view.package_id)
    assert (outcome.packages, outcome.flight_report.answered) == ((), False)
    assert outcome.reports


async def test_strangers_and_impossible_packages_are_refused(app: App, asha: Traveller) -> None:
    view = await begun(app, asha)
    ravi = await meet_traveller(2, "Ravi", "en-IN", app.clock.now())
    with pytest.raises(NotFound):
        await find_packages(app, ravi, view.package_id)
    with pytest.raises(SameAirport):
        await begun(app, asha, "GOI")
    goa = view_of(await resolve_destination(app.pool, "Goa"))
    babies = Draft(destination=goa, check_in=OUT, check_out=BACK, rooms=(Room(1, (0, 1)),))
    with pytest.raises(InfantsWithoutLap):
        await begin_package(app, asha, PackageDraft(babies, await find_endpoint(app.pool, "DEL")))


@pytest.mark.parametrize(
    ("text", "place", "origin", "people"),
    [
        ("package Goa 12-15 dec 2 adults from Delhi", "Goa", "DEL", True),
        ("flight + hotel from Delhi to Goa 12-15 dec", "Goa", "DEL", False),
        ("package from New Delhi, Goa 12-15 dec for couple", "Goa", "DEL", True),
        ("Goa package 12-15 dec", "Goa", None, False),
    ],
)
async def test_packages_in_words(
    app: App, asha: Traveller, text: str, place: str, origin: str | None, people: bool
) -> None:
    assert (await decide_line(app, asha, text, OUT)).best.request is Request.PACKAGE
    reading = await read_package(app, asha, text)
    draft = reading.draft
    assert reading.problems == ()
    assert draft.stay.destination is not None
    assert draft.stay.destination.name == place
    assert (draft.stay.check_in, draft.stay.check_out) == (OUT, BACK)
    assert (draft.origin and draft.origin.key) == origin
    assert draft.people_known is people


async def test_what_is_wrong_in_words_keeps_the_rest(app: App, asha: Traveller) -> None:
    reading = await read_package(app, asha, "package Xqzzyw 12-15 dec 2 adults from Delhi")
    assert [type(one) for one in reading.problems] == [PlaceUnknown]
    assert (reading.draft.stay.check_in, reading.draft.origin is not None) == (OUT, True)
    other = await decide_line(app, asha, "Goa 12-15 dec 2 adults", OUT)
    assert other.best.request is Request.STAY


def hotel(number: int, total: Decimal, currency: str) -> FoundHotel:
    """Return a hotel with a price."""
    quote = Quote(
        Money.of(total, currency), TaxInclusion.INCLUDED, RateKind.QUOTE, Board.UNKNOWN,
        Refundability.UNKNOWN, datetime(2026, 11, 24, tzinfo=UTC),
    )  # fmt: skip
    return FoundHotel(
        number, f"Hotel {number}", None, None, None, None, None, None, None, (), (),
        PricedOffer(Supplier.TRAVCLAN, quote),
    )  # fmt: skip


amounts = st.decimals(min_value=1, max_value=10**7, places=2)


@given(
    totals=st.lists(st.tuples(amounts, st.sampled_from(["INR", "USD"])), max_size=8), fare=amounts
)
def test_every_total_is_the_sum_of_its_parts(
    totals: list[tuple[Decimal, str]], fare: Decimal
) -> None:
    listed = [hotel(n, total, currency) for n, (total, currency) in enumerate(totals)]
    flight = FlightOffer(journey("6E 1", "DEL", "GOI", OUT), Money.of(fare, "INR"), "t")
    packages, left_out = combine(listed, flight, "INR")
    assert len(packages) + left_out == len(listed)
    assert [one.total.amount for one in packages] == sorted(one.total.amount for one in packages)
    for one in packages:
        assert one.total.amount == one.offer.quote.total.amount + one.fare.amount
        assert one.total.currency == "INR"
    assert combine(listed, None, "INR") == ((), 0)


def test_the_best_flight_lands_on_the_day_of_check_in() -> None:
    late = journey("A", "DEL", "GOI", OUT, 23)
    in_time = journey("B", "DEL", "GOI", OUT, 9)
    offers = [
        FlightOffer(late, Money.of(4000, "INR"), "t"),
        FlightOffer(in_time, Money.of(5000, "INR"), "t"),
    ]
    best = best_flight(offers)
    assert best is not None
    assert best.journey is in_time
    alone = best_flight(offers[:1])
    assert alone is not None
    assert isinstance(alone.journey, Journey)


def test_parts_of_two_currencies_are_worth_a_sum_and_ordered_by_it() -> None:
    rates = ExchangeRates(
        {
            code: Reference(code, Decimal(rate), OUT, RateSource.ECB)
            for code, rate in (("INR", "100"), ("USD", "1.25"))
        }
    )
    listed = [hotel(1, Decimal(9_000), "INR"), hotel(2, Decimal(50), "USD")]
    flight = FlightOffer(journey("6E 1", "DEL", "GOI", OUT), Money.of(5_000, "INR"), "t")
    packages, left_out = combine(listed, flight, "INR", rates)
    assert left_out == 0
    assert [package.hotel.hotel_id for package in packages] == [2, 1]
    assert packages[0].total == packages[0].worth == Money.of(9_000, "INR")
    assert packages[1].worth is None

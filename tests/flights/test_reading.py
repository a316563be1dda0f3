"""What is understood of a text about flights."""

from datetime import date

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.flights.errors import AirportUnknown, FlightInPast, ReturnBeforeOutbound, SameAirport
from domain.flights.reading import read_flights
from domain.flights.values import FlightDraft
from domain.reading.errors import ChildAgesMissing
from domain.reading.meanings import Request
from domain.search.interpretation import decide_line
from domain.suppliers.errors import InfantsWithoutLap, TooManyTravellers
from domain.suppliers.flight_contract import Cabin, Party

TODAY = date(2026, 11, 24)
D12, D15 = date(2026, 12, 12), date(2026, 12, 15)


@pytest.fixture
async def asha(app: App) -> Traveller:
    """A traveller."""
    return await meet_traveller(1, "Asha", "en-IN", app.clock.now())


async def is_about_flights(app: App, asha: Traveller, text: str) -> bool:
    """Return whether a text is decided to ask for flights."""
    return (await decide_line(app, asha, text, TODAY)).best.request is Request.FLIGHT


@pytest.mark.parametrize(
    ("text", "origin", "destination", "outbound", "inbound"),
    [
        ("flight Delhi to Goa 12 dec return 15 dec 2 adults", "DEL", "GOX,GOI", D12, D15),
        ("DEL-GOI 12 dec", "DEL", "GOI", D12, None),
        ("del to bom 12-15 dec", "DEL", "BOM", D12, D15),
        ("flights from London to New York 12/12 to 15/12", "LCY,LGW,LHR,LTN,STN", "JFK,LGA,EWR",
         D12, D15),
        ("fly to Goa from Mumbai 12 dec 3 nights", "BOM,NMI", "GOX,GOI", D12, D15),
        ("Round trip flight BLR - DEL 12-15 dec", "BLR", "DEL", D12, D15),
        ("one way flight Jaipur to Delhi 12 dec", "JAI", "DEL", D12, None),
        ("flight DEL GOI 12 dec", "DEL", "GOI", D12, None),
        ("flight to Goa", None, "GOX,GOI", None, None),
        ("दिल्ली से गोवा फ्लाइट 12 दिसंबर", "DEL", "GOX,GOI", D12, None),
        ("vuelo de Madrid a Sevilla 12 dec", "MAD", "SVQ", D12, None),
        ("рейс DEL - BOM 12 dec", "DEL", "BOM", D12, None),
    ],
)  # fmt: skip
async def test_ends_and_days(
    app: App,
    asha: Traveller,
    text: str,
    origin: str | None,
    destination: str | None,
    outbound: date | None,
    inbound: date | None,
) -> None:
    assert await is_about_flights(app, asha, text)
    reading = await read_flights(app, asha, text)
    draft = reading.draft
    assert reading.problems == ()
    assert (draft.origin and draft.origin.key) == origin
    assert (draft.destination and draft.destination.key) == destination
    assert (draft.outbound, draft.inbound) == (outbound, inbound)


@pytest.mark.parametrize(
    "text", ["Goa 12-15 dec 2 adults", "hotel near the flyover", "the dog to walk", "Goa", "12 dec"]
)
async def test_what_is_about_something_else(app: App, asha: Traveller, text: str) -> None:
    assert not await is_about_flights(app, asha, text)


@pytest.mark.parametrize(
    ("text", "party", "cabin"),
    [
        ("flight DEL-GOI 12 dec 2 adults 1 child 6 business", Party(2, (6,)), Cabin.BUSINESS),
        ("flight DEL-GOI 12 dec 2 adults 1 infant", Party(2, (0,)), Cabin.ECONOMY),
        ("flight DEL-GOI 12 dec premium economy", Party(1), Cabin.PREMIUM),
        ("flight DEL-GOI 12 dec first class for two", Party(2), Cabin.FIRST),
    ],
)
async def test_people_and_cabin(
    app: App, asha: Traveller, text: str, party: Party, cabin: Cabin
) -> None:
    reading = await read_flights(app, asha, text)
    assert (reading.problems, reading.draft.party, reading.draft.cabin) == ((), party, cabin)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("flight Xqzzyw to Goa 12 dec", AirportUnknown),
        ("flight DEL-DEL 12 dec", SameAirport),
        ("flight DEL-GOI 12 dec return 10 dec", ReturnBeforeOutbound),
        ("flight DEL-GOI 12 dec 2025", FlightInPast),
        ("flight DEL-GOI 12 dec 11 adults", TooManyTravellers),
        ("flight DEL-GOI 12 dec 1 adult 2 infants", InfantsWithoutLap),
        ("flight DEL-GOI 12 dec 2 children", ChildAgesMissing),
    ],
)
async def test_bad_input_is_one_problem_and_loses_nothing(
    app: App, asha: Traveller, text: str, problem: type[Exception]
) -> None:
    reading = await read_flights(app, asha, text)
    assert [type(one) for one in reading.problems] == [problem]
    draft = reading.draft
    kept = (draft.origin, draft.destination, draft.outbound)
    assert sum(part is not None for part in kept) >= 2


async def test_a_correction_replaces_one_part(app: App, asha: Traveller) -> None:
    first = (await read_flights(app, asha, "flight DEL-GOI 12 dec return 15 dec")).draft
    later = (await read_flights(app, asha, "return 18 dec", first)).draft
    assert (later.outbound, later.inbound) == (D12, date(2026, 12, 18))
    single = (await read_flights(app, asha, "one way", first)).draft
    assert (single.inbound, single.is_one_way) == (None, True)
    added = (await read_flights(app, asha, "add return 18 dec", single)).draft
    assert (added.destination, added.inbound) == (first.destination, date(2026, 12, 18))
    other = (await read_flights(app, asha, "from Mumbai", first)).draft
    assert (other.origin and other.origin.key, other.outbound) == ("BOM,NMI", D12)


@pytest.mark.parametrize(
    ("text", "origin", "destination"),
    [
        ("flight delhi to goa", "DEL", "GOX,GOI"),
        ("flight to goa from delhi", "DEL", "GOX,GOI"),
        ("flight goa from delhi", "DEL", "GOX,GOI"),
        ("flight from delhi", "DEL", None),
        ("flight goa", None, "GOX,GOI"),
        ("flight", None, None),
    ],
)
async def test_the_two_ends(
    app: App, asha: Traveller, text: str, origin: str | None, destination: str | None
) -> None:
    draft = (await read_flights(app, asha, text)).draft
    assert (draft.origin and draft.origin.key) == origin
    assert (draft.destination and draft.destination.key) == destination


def test_nothing_is_known_of_an_empty_draft() -> None:
    assert [gap.value for gap in FlightDraft().gaps] == [
        "origin",
        "destination",
        "outbound",
        "inbound",
    ]


async def test_words_that_nobody_understood_are_told(app: App, asha: Traveller) -> None:
    reading = await read_flights(app, asha, "DEL-GOI 12 dec blarg")
    assert reading.problems == ()
    assert [one.words for one in reading.leftovers] == ["blarg"]


@pytest.mark.parametrize("priced", ["5000", "under 5000", "₹5,000", "до 5 тыс"])
async def test_a_price_that_flights_are_not_narrowed_by_is_told(
    app: App, asha: Traveller, priced: str
) -> None:
    reading = await read_flights(app, asha, f"DEL-GOI 12 dec {priced}")
    assert reading.problems == ()
    assert [one.words for one in reading.leftovers] == [priced]

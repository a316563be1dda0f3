"""Flights at SerpAPI: three steps, what is asked, what is read, each failure's type."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from domain.money import Money
from domain.suppliers.contract import (
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    QuotaExhausted,
    SupplierError,
    Unavailable,
)
from domain.suppliers.flight_contract import (
    Cabin,
    FlightGateway,
    FlightQuestion,
    Party,
    PriceLevel,
)
from domain.suppliers.registry import SupplierRegistry
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.shapes import (
    serpapi_flights,
    serpapi_journey,
    serpapi_leg,
    serpapi_sellers,
)

SEARCH = "/search.json"
ROUND = FlightQuestion(
    ("DEL",), ("GOI", "GOX"), date(2026, 12, 12), date(2026, 12, 15), Party(2, (1, 6, 13)),
    Cabin.BUSINESS, "INR", "IN",
)  # fmt: skip
ONE_WAY = replace(ROUND, inbound=None, party=Party(1), cabin=Cabin.ECONOMY)


@pytest.fixture
def flights(registry: SupplierRegistry) -> FlightGateway:
    """The gateway for flights."""
    assert registry.flights is not None
    return registry.flights


async def test_a_return_trip_is_asked_in_three_steps(
    flights: FlightGateway, server: AnsweringServer
) -> None:
    out = serpapi_journey(serpapi_leg("DEL", "GOI", 12), departure_token="out")
    back = serpapi_journey(serpapi_leg("GOI", "DEL", 15), booking_token="both")
    server.will_answer(
        SEARCH,
        (200, serpapi_flights(out)),
        (200, serpapi_flights(back)),
        (200, serpapi_sellers()),
    )
    first = await flights.outbound(ROUND)
    second = await flights.inbound(ROUND, first.offers[0].token or "")
    third = await flights.sellers(ROUND, second.offers[0].token or "")
    asked = [query for path, query, _body in server.asked if path == SEARCH]
    assert [(q.get("departure_token"), q.get("booking_token")) for q in asked] == [
        (None, None), ("out", None), (None, "both"),
    ]  # fmt: skip
    for query in asked:
        assert (query["engine"], query["type"], query["travel_class"]) == (
            "google_flights",
            "1",
            "3",
        )
        assert (query["departure_id"], query["arrival_id"]) == ("DEL", "GOI,GOX")
        assert (query["outbound_date"], query["return_date"]) == ("2026-12-12", "2026-12-15")
        assert (query["adults"], query["children"], query["infants_on_lap"]) == ("3", "1", "1")
    assert [one.legs[0].number for one in third.journeys] == ["6E 123", "6E 123"]


async def test_one_way_leads_straight_to_the_sellers(
    flights: FlightGateway, server: AnsweringServer
) -> None:
    out = serpapi_journey(serpapi_leg("DEL", "GOI", 12), booking_token="sold")
    server.will_answer(SEARCH, (200, serpapi_flights(out)))
    page = await flights.outbound(ONE_WAY)
    query = server.asked[-1][1]
    assert query["type"] == "2"
    assert not {"return_date", "children", "infants_on_lap"} & set(query)
    assert page.offers[0].token == "sold"


async def test_a_journey_reads_with_its_times_stops_and_price(
    flights: FlightGateway, server: AnsweringServer
) -> None:
    legs = (serpapi_leg("DEL", "BOM", 12), serpapi_leg("BOM", "GOI", 13))
    server.will_answer(SEARCH, (200, serpapi_flights(serpapi_journey(*legs), {"flights": []})))
    page = await flights.outbound(ROUND)
    [offer] = page.offers
    journey = offer.journey
    assert offer.price == Money.of(9000, "INR")
    assert journey.departs == datetime(2026, 12, 12, 22, 40)  # noqa: DTZ001 - as printed
    assert (journey.days_later, journey.minutes, journey.airlines) == (2, 400, ("IndiGo",))
    assert [(w.code, w.minutes, w.is_overnight) for w in journey.layovers] == [("BOM", 90, True)]
    insights = page.insights
    assert insights is not None
    assert insights.level is PriceLevel.LOW
    assert insights.usual == (Money.of(9500, "INR"), Money.of(12000, "INR"))
    assert [p.total.amount for p in insights.history] == [9800, 9000]


async def test_only_plain_encrypted_links_lead_to_sellers(
    flights: FlightGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, serpapi_sellers()))
    sheet = await flights.sellers(ROUND, "t")
    assert [(o.seller, int(o.price.amount), o.link, o.is_split) for o in sheet.options] == [
        ("Tickets.example", 8500, None, True),
        ("Agency", 8800, None, False),
        ("IndiGo", 9000, "https://air.example/book?x=1", False),
    ]
    assert sheet.link == "https://www.google.com/travel/flights?x=1"
    assert sheet.baggage == ("1 free carry-on",)
    plain = serpapi_sellers(search_metadata={"google_flights_url": "http://plain.example"})
    server.will_answer(SEARCH, (200, plain))
    assert (await flights.sellers(ROUND, "u")).link is None


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((200, {"error": "Google Flights hasn't returned any results."}), NoAvailability),
        ((200, {"other_flights": []}), NoAvailability),
        ((200, {}), NoAvailability),
        ((429, {"error": "Your account has run out of searches."}), QuotaExhausted),
        ((400, {"error": "Unsupported date."}), InvalidRequest),
        ((500, {"error": "oops"}), Unavailable),
        ((200, {"other_flights": [{"price": 5}]}), ChangedShape),
        ((200, {"other_flights": "many"}), ChangedShape),
        ((200, b"<html>"), ChangedShape),
    ],
)
async def test_each_failure_has_its_type(
    flights: FlightGateway,
    server: AnsweringServer,
    answer: tuple[int, Any],
    error: type[SupplierError],
) -> None:
    server.will_answer(SEARCH, answer)
    with pytest.raises(error):
        await flights.outbound(ROUND)


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (serpapi_sellers(selected_flights=[]), ChangedShape),
        (serpapi_sellers(booking_options=None), NoAvailability),
        (serpapi_sellers(booking_options=[{"together": {"price": 1}}]), ChangedShape),
        (serpapi_sellers(booking_options=[{"departing": {"book_with": "A", "price": 5}}]),
         NoAvailability),
    ],
)  # fmt: skip
async def test_sellers_that_cannot_be_shown(
    flights: FlightGateway, server: AnsweringServer, answer: Any, error: type[SupplierError]
) -> None:
    server.will_answer(SEARCH, (200, answer))
    with pytest.raises(error):
        await flights.sellers(ROUND, "t")


@pytest.mark.parametrize(
    ("name", "count"), [("LHR-DEL_outbound_2025-04", 10), ("LGW-BCN_2025-05", 8)]
)
async def test_recorded_lists(
    flights: FlightGateway,
    server: AnsweringServer,
    recording: Callable[[str], Any],
    name: str,
    count: int,
) -> None:
    body = recording(f"serpapi/flights_{name}.json")
    listed = [*body.get("best_flights", ()), *body["other_flights"]]
    server.will_answer(SEARCH, (200, body))
    page = await flights.outbound(ROUND)
    assert len(page.offers) == len(listed) == count
    assert all(offer.price and offer.token for offer in page.offers)
    assert [len(o.journey.layovers) for o in page.offers] == [
        len(row.get("layovers", ())) for row in listed
    ]
    assert page.insights is not None
    assert len(page.insights.history) == 61
    assert page.link is not None


async def test_the_recorded_return_and_sellers(
    flights: FlightGateway, server: AnsweringServer, recording: Callable[[str], Any]
) -> None:
    back = recording("serpapi/flights_LHR-DEL_return_departure_token.json")
    sold = recording("serpapi/flights_LHR-DEL_booking_options.json")
    server.will_answer(SEARCH, (200, back), (200, sold))
    page = await flights.inbound(ROUND, "t")
    assert [offer.token is not None for offer in page.offers] == [True] * 3
    sheet = await flights.sellers(ROUND, "t")
    assert [(o.seller, int(o.price.amount), o.link) for o in sheet.options] == [
        ("Air France", 1200, None)
    ]
    assert len(sheet.journeys) == 2
    assert sheet.journeys[0].layovers[0].is_overnight
    assert sheet.link is not None
    assert sheet.link.startswith("https://www.google.com/travel/flights")

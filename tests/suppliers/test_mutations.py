"""Whatever a supplier answers ends in values that can be stored and shown, or in its own errors.

Synthetic answers, and the recorded ones where they are, are mutated: fields dropped, retyped,
blown up, and the whole cut off.
"""

import copy
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from tortoise.models import Model

from domain.catalog.models import Area, Hotel, HotelListing
from domain.suppliers.contract import (
    HotelOffer,
    OfferPage,
    Quote,
    RateSheet,
    Suggestion,
    Supplier,
    SupplierError,
    SupplierGateway,
)
from domain.suppliers.flight_contract import FlightPage, Journey, PriceInsights, SellerSheet
from domain.suppliers.registry import SupplierRegistry
from tests.conftest import FakeClock
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.conftest import GOA, QUESTION, RECORDINGS, hotel_at
from tests.suppliers.shapes import (
    liteapi_hotels,
    liteapi_rates,
    serpapi_details,
    serpapi_flights,
    serpapi_journey,
    serpapi_leg,
    serpapi_property,
    serpapi_sellers,
    travclan_hotel,
    travclan_itinerary,
    travclan_page,
    travclan_rate,
)
from tests.suppliers.test_serpapi_flights import ROUND

Ask = Callable[[SupplierRegistry], Awaitable[Any]]

SERPAPI = "/search.json"
TRAVCLAN_SEARCH = "/hms/external/api/v1/hotels/search"
TRAVCLAN_RATES = "/api/v1/hotels/itineraries"
TRAVCLAN_PLACES = "/api/v1/locations/search"
LITEAPI_HOTELS, LITEAPI_RATES = "/data/hotels", "/hotels/rates"
TRAVCLAN_CONTENT = "/api/v1/hotels/42/static-content"

ODDITIES: tuple[Any, ...] = (
    None, True, False, "", " ", "?", "\x00", "a\ud800b", "javascript:alert(1)", 0, -1, 1e308, 1e-9,
    float("nan"), float("inf"), 10**400, "1e999999", "nan", "Infinity", "-5", "x" * 20_000,
    "0001-01-01T00:00:00+05:00", "9999-12-31T23:59:59-05:00", [], {}, [[]], [None], {"": {}},
)  # fmt: skip


def gateway(registry: SupplierRegistry, supplier: Supplier) -> SupplierGateway:
    """Return a gateway."""
    return registry.gateways[supplier]


def search(supplier: Supplier) -> Ask:
    """Ask for a list."""
    return lambda registry: gateway(registry, supplier).search(GOA, QUESTION)


def rates(supplier: Supplier) -> Ask:
    """Ask for a hotel's page."""
    return lambda registry: gateway(registry, supplier).rates(hotel_at(supplier), QUESTION)


def quotes(supplier: Supplier) -> Ask:
    """Ask for prices."""
    return lambda registry: gateway(registry, supplier).quote_many([hotel_at(supplier)], QUESTION)


def suggest(supplier: Supplier) -> Ask:
    """Ask for places."""
    return lambda registry: gateway(registry, supplier).suggest("Goa")


async def outbound(registry: SupplierRegistry) -> FlightPage:
    """Ask for flights."""
    assert registry.flights is not None
    return await registry.flights.outbound(ROUND)


async def inbound(registry: SupplierRegistry) -> FlightPage:
    """Ask for flights back."""
    assert registry.flights is not None
    return await registry.flights.inbound(ROUND, "token")


async def sellers(registry: SupplierRegistry) -> SellerSheet:
    """Ask who sells a flight."""
    assert registry.flights is not None
    return await registry.flights.sellers(ROUND, "token")


HOTEL = travclan_hotel("42")
JOURNEY = serpapi_journey(
    serpapi_leg("DEL", "BOM", 12), serpapi_leg("BOM", "GOI", 13), departure_token="out"
)
SYNTHETIC: Mapping[str, tuple[str, Ask, Any]] = {
    "travclan search": (
        TRAVCLAN_SEARCH, search(Supplier.TRAVCLAN), travclan_page(HOTEL, following=2)[1]),
    "travclan quotes": (TRAVCLAN_SEARCH, quotes(Supplier.TRAVCLAN), travclan_page(HOTEL)[1]),
    "travclan rates": (
        TRAVCLAN_RATES, rates(Supplier.TRAVCLAN),
        travclan_itinerary(travclan_rate("a"), travclan_rate("b"), recommended={"ab": ["a"]})[1]),
    "travclan content": (
        TRAVCLAN_CONTENT, rates(Supplier.TRAVCLAN),
        {"results": [{"data": [{**HOTEL, "descriptions": [{"text": "By the sea."}]}]}]}),
    "travclan places": (
        TRAVCLAN_PLACES, suggest(Supplier.TRAVCLAN),
        {"results": [{"id": 7, "name": "Goa", "type": "State", "fullName": "Goa, India"}]}),
    "liteapi hotels": (LITEAPI_HOTELS, search(Supplier.LITEAPI), liteapi_hotels()),
    "liteapi search": (LITEAPI_RATES, search(Supplier.LITEAPI), liteapi_rates()),
    "liteapi quotes": (LITEAPI_RATES, quotes(Supplier.LITEAPI), liteapi_rates()),
    "liteapi rates": (LITEAPI_RATES, rates(Supplier.LITEAPI), liteapi_rates()),
    "liteapi content": (
        "/data/hotel", rates(Supplier.LITEAPI),
        {"data": {**liteapi_hotels()["data"][0], "starRating": 4, "hotelFacilities": ["Pool"],
                  "location": {"latitude": 15.5, "longitude": 73.8},
                  "hotelImages": [{"url": "https://photos.example/2.jpg"}]}}),
    "serpapi search": (
        SERPAPI, search(Supplier.SERPAPI),
        {"properties": [serpapi_property("a")], "search_information": {"total_results": 9},
         "serpapi_pagination": {"next_page_token": "CBI="}}),
    "serpapi rates": (SERPAPI, rates(Supplier.SERPAPI), serpapi_details("42")),
    "serpapi quotes": (SERPAPI, quotes(Supplier.SERPAPI), serpapi_details("42")),
    "serpapi places": (
        SERPAPI, suggest(Supplier.SERPAPI),
        {"suggestions": [{"value": "Goa", "type": "location", "property_token": "t"}]}),
    "serpapi flights": (SERPAPI, outbound, serpapi_flights(JOURNEY)),
    "serpapi sellers": (SERPAPI, sellers, serpapi_sellers()),
}  # fmt: skip
RECORDED: Mapping[str, tuple[str, Ask]] = {
    "travclan/itinerary_create_success_excerpt.json": (TRAVCLAN_RATES, rates(Supplier.TRAVCLAN)),
    "travclan/itinerary_create_error_1013_no_rooms.json": (
        TRAVCLAN_RATES, rates(Supplier.TRAVCLAN)),
    "serpapi/hotels_search_lucknow_2024-09.json": (SERPAPI, search(Supplier.SERPAPI)),
    "serpapi/hotels_property_details_A.json": (SERPAPI, rates(Supplier.SERPAPI)),
    "serpapi/flights_LHR-DEL_outbound_2025-04.json": (SERPAPI, outbound),
    "serpapi/flights_LHR-DEL_return_departure_token.json": (SERPAPI, inbound),
    "serpapi/flights_LHR-DEL_booking_options.json": (SERPAPI, sellers),
    "serpapi/flights_LGW-BCN_2025-05.json": (SERPAPI, outbound),
}  # fmt: skip


def places_in(value: Any, so_far: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path to everything within a JSON value."""
    found: list[tuple[Any, ...]] = []
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in pairs:
        found.append((*so_far, key))
        if isinstance(inner, dict | list):
            found += places_in(inner, (*so_far, key))
    return found


@st.composite
def mutated(draw: st.DrawFn, whole: Any) -> bytes:
    """Return `whole` with up to four things changed, possibly cut off."""
    answer = copy.deepcopy(whole)
    for _ in range(draw(st.integers(1, 4))):
        places = places_in(answer)
        if not places:
            break
        *path, last = draw(st.sampled_from(places))
        holder = answer
        for key in path:
            holder = holder[key]
        match draw(st.sampled_from(["drop", "retype", "repeat"])):
            case "drop":
                del holder[last]
            case "retype":
                holder[last] = copy.deepcopy(draw(st.sampled_from(ODDITIES)))
            case "repeat":
                holder[last] = [copy.deepcopy(holder[last]) for _ in range(30)]
    content = json.dumps(answer).encode()
    is_cut_off = draw(st.integers(0, 9)) == 0
    return content[: draw(st.integers(0, len(content)))] if is_cut_off else content


def assert_usable(value: Any) -> None:
    """Assert that an answer can be stored and shown as it is."""
    match value:
        case OfferPage():
            for offer in value.offers:
                assert_offer(offer)
            assert value.next_cursor is None or value.next_cursor
        case RateSheet():
            assert_offer(value.hotel)
            assert value.rates
            for rate in value.rates:
                assert_text(rate.token)
                assert_quote(rate.quote)
            assert value.usual_range is None or all(m.amount > 0 for m in value.usual_range)
        case FlightPage() | SellerSheet():
            assert_flights(value)
        case tuple():
            for one in value:
                assert isinstance(one, Suggestion)
                assert_text(one.supplier_id)
                assert_text(one.name)
        case _:
            for quote in value.values():
                if quote is not None:
                    assert_quote(quote)


def assert_flights(answer: FlightPage | SellerSheet) -> None:
    """Assert that flights or their sellers can be shown, with links that are safe to press."""
    assert answer.link is None or answer.link.startswith("https://")
    assert_insights(answer.insights)
    if isinstance(answer, FlightPage):
        assert answer.offers
        for offer in answer.offers:
            assert_journey(offer.journey)
            assert offer.price is None or 0 < offer.price.amount < 10**15
            assert offer.token is None or offer.token.isprintable()
        return
    for journey in answer.journeys:
        assert_journey(journey)
    assert answer.options
    for option in answer.options:
        assert_text(option.seller)
        assert 0 < option.price.amount < 10**15
        assert option.link is None or option.link.startswith("https://")


def assert_journey(journey: Journey) -> None:
    """Assert that a journey has legs, and every text and number of it can be shown."""
    assert journey.legs
    assert abs(journey.days_later) <= 5
    for leg in journey.legs:
        for text in (leg.origin.name, leg.destination.name, leg.airline, leg.number):
            assert_text(text)
        assert leg.minutes > 0
        assert len(leg.origin.code) == len(leg.destination.code) == 3
        for told in (leg.airplane, leg.cabin, leg.legroom):
            assert told is None or told.strip()
    for wait in journey.layovers:
        assert_text(wait.name)


def assert_insights(insights: PriceInsights | None) -> None:
    """Assert that what a trip usually costs is a range, and its history is in order."""
    if insights is None:
        return
    assert insights.usual is None or insights.usual[0] <= insights.usual[1]
    times = [point.observed_at for point in insights.history]
    assert times == sorted(times)


def longest(model: type[Model], column: str) -> int:
    """Return how many characters a column holds."""
    length: int = model._meta.fields_map[column].max_length  # type: ignore[attr-defined]
    return length


def assert_offer(offer: HotelOffer) -> None:
    """Assert that a hotel has a name and nothing that a database or a message refuses."""
    assert_text(offer.supplier_id)
    assert_text(offer.name)
    for value, column in (
        (offer.supplier_id, longest(HotelListing, "supplier_id")),
        (offer.name, longest(Hotel, "name")),
        (offer.address, longest(Hotel, "address")),
        (offer.property_type, longest(Hotel, "property_type")),
        (offer.area, longest(Area, "name")),
    ):
        assert len(value or "") <= column
    for text in (offer.address, offer.area, offer.property_type, *offer.amenities):
        assert text is None or text == text.encode().decode()
        assert "\x00" not in (text or "")
    assert all(photo.startswith(("https://", "http://")) for photo in offer.photos)
    assert offer.stars is None or 1 <= offer.stars <= 5
    assert offer.rating is None or 0 < offer.rating <= 5
    assert offer.review_count is None or 0 <= offer.review_count < 2**31
    if offer.coordinates is not None:
        assert abs(offer.coordinates.latitude) <= 90
        assert abs(offer.coordinates.longitude) <= 180
    if offer.quote is not None:
        assert_quote(offer.quote)


def assert_quote(quote: Quote) -> None:
    """Assert that a price is one."""
    assert 0 < quote.total.amount < 10**15
    assert len(quote.total.currency) == 3
    assert quote.before_taxes is None or quote.before_taxes.amount > 0


def assert_text(text: str) -> None:
    """Assert that a text is there and can be written."""
    assert text.strip()
    assert "\x00" not in text.encode().decode()


async def ask(registry: SupplierRegistry, question: Ask) -> None:
    """Ask, and take a value or one of the suppliers' errors; anything else fails the test."""
    try:
        answer = await question(registry)
    except SupplierError as error:
        event(type(error).__name__)
        return
    event("a value")
    assert_usable(answer)


many = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("name", SYNTHETIC)
@many
@given(data=st.data())
async def test_mutated_synthetic_answers(
    registry: SupplierRegistry,
    server: AnsweringServer,
    clock: FakeClock,
    name: str,
    data: st.DataObject,
) -> None:
    path, question, whole = SYNTHETIC[name]
    clock.advance(timedelta(days=1))  # nothing is remembered from the answer before
    server.will_answer(TRAVCLAN_RATES, travclan_itinerary(travclan_rate("a")))
    server.will_answer(LITEAPI_HOTELS, (200, liteapi_hotels()))
    server.will_answer(LITEAPI_RATES, (200, liteapi_rates()))
    server.will_answer(path, (200, data.draw(mutated(whole))))
    await ask(registry, question)


@pytest.mark.parametrize("name", RECORDED)
@many
@given(data=st.data())
async def test_mutated_recorded_answers(
    registry: SupplierRegistry, server: AnsweringServer, name: str, data: st.DataObject
) -> None:
    path, question = RECORDED[name]
    file = RECORDINGS / name
    if not file.exists():
        pytest.skip(f"the recording {name} is not here")
    whole = json.loads(file.read_text())
    status = whole.get("httpStatusCode", 200)
    registry.monitor.channel(Supplier.TRAVCLAN, "rates").breaker.succeeded()  # let each one be read
    server.will_answer(path, (status, data.draw(mutated(whole))))
    await ask(registry, question)


@pytest.mark.parametrize("supplier", Supplier)
@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"results": ' * 20_000,
        b"1" * 5000,
        b'{"properties": [{"name": "A", "total_rate": {"extracted_lowest": 1e9999999999}}]}',
        b'{"results": [{"data": [], "totalCount": 1' + b"0" * 5000 + b"}]}",
        b'{"properties": [], "properties": {}}',
        b"\xef\xbb\xbf{}",
        b"null",
        b'"text"',
        b"",
    ],
)
async def test_answers_that_no_honest_server_gives(
    registry: SupplierRegistry, server: AnsweringServer, supplier: Supplier, content: bytes
) -> None:
    for path in (SERPAPI, TRAVCLAN_SEARCH, LITEAPI_HOTELS):
        server.will_answer(path, (200, content))
    with pytest.raises(SupplierError):
        await search(supplier)(registry)


async def test_long_texts_are_cut_to_their_columns_and_long_ids_left_out(
    registry: SupplierRegistry, server: AnsweringServer
) -> None:
    long = "Ж" * 3_000
    wordy = travclan_hotel(
        "7",
        type=long,
        neighbourhoods=[{"name": long}],
        contact={"address": {"line1": long, "line2": "2", "city": {"name": long}}},
    )
    server.will_answer(TRAVCLAN_SEARCH, travclan_page(wordy, travclan_hotel("8" * 301)))
    google = serpapi_property("a", type=long, address=long)
    server.will_answer(SERPAPI, (200, {"properties": [google, serpapi_property("b" * 301)]}))
    for supplier, kept in ((Supplier.TRAVCLAN, "7"), (Supplier.SERPAPI, "a")):
        page = await search(supplier)(registry)
        assert [offer.supplier_id for offer in page.offers] == [kept]
        for offer in page.offers:
            assert_offer(offer)

"""TravClan's gateway: tokens, shapes, traps, outcomes."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.money import Money
from domain.suppliers.contract import (
    AuthRejected,
    Board,
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    Quote,
    RateLimited,
    Refundability,
    SessionExpired,
    Supplier,
    SupplierError,
    SupplierGateway,
    TaxInclusion,
    Unavailable,
)
from tests.conftest import FakeClock
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.conftest import GOA, QUESTION, hotel_at
from tests.suppliers.shapes import travclan_hotel, travclan_itinerary, travclan_page, travclan_rate

LOGIN = "/authentication/internal/service/login"
REFRESH = "/authentication/internal/service/refresh"
SEARCH = "/hms/external/api/v1/hotels/search"
RATES = "/api/v1/hotels/itineraries"
PLACES = "/api/v1/locations/search"
CONTENT = "/api/v1/hotels/42/static-content"
EXPIRED = (401, {"error": {"errors": ["Token Expired. Unauthorized"]}})
NO_ROOMS = (500, {"error": {"code": 1013, "errors": ["No rooms available"]}})


async def test_one_login_serves_all_calls_and_is_renewed_before_it_ends(
    travclan: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(SEARCH, travclan_page(travclan_hotel("1")))
    for _ in range(3):
        await travclan.search(GOA, QUESTION)
    assert (server.times_asked(LOGIN), server.times_asked(REFRESH)) == (1, 0)
    clock.advance(timedelta(hours=23, minutes=45))
    await travclan.search(GOA, QUESTION)
    assert (server.times_asked(LOGIN), server.times_asked(REFRESH)) == (1, 1)


async def test_a_token_refused_is_renewed_once(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, EXPIRED, travclan_page(travclan_hotel("1")))
    assert len((await travclan.search(GOA, QUESTION)).offers) == 1
    server.will_answer(SEARCH, EXPIRED)
    with pytest.raises(AuthRejected):
        await travclan.search(GOA, QUESTION)


async def test_refused_credentials_are_told(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(LOGIN, (403, {"message": "no"}))
    with pytest.raises(AuthRejected):
        await travclan.search(GOA, QUESTION)


async def test_a_search_reads_numbers_in_strings_and_pages_by_trace(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(
        SEARCH,
        travclan_page(travclan_hotel("1", "8999.6"), following=2),
        travclan_page(travclan_hotel("2")),
    )
    first = await travclan.search(GOA, QUESTION)
    (offer,) = first.offers
    assert offer.quote is not None
    assert (offer.stars, offer.quote.total) == (4, Money.of("8999.6", "INR"))
    assert offer.quote.taxes is TaxInclusion.INCLUDED
    await travclan.search(GOA, QUESTION, first.next_cursor)
    _path, _query, body = server.asked[-1]
    assert (body["traceId"], body["page"]) == ("t", 2)
    assert body["occupancies"] == [{"numOfAdults": 2, "childAges": [6]}]


async def test_an_unreadable_hotel_is_left_out_and_the_others_stay(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(
        SEARCH, travclan_page(travclan_hotel("1"), {"id": None}, "?", travclan_hotel("2", "free"))
    )
    found = await travclan.search(GOA, QUESTION)
    assert [offer.supplier_id for offer in found.offers] == ["1"]


async def test_no_rooms_is_an_outcome_asked_once_and_never_trips_the_breaker(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(RATES, NO_ROOMS)
    for _ in range(8):
        with pytest.raises(NoAvailability):
            await travclan.rates(hotel_at(Supplier.TRAVCLAN), QUESTION)
    assert server.times_asked(RATES) == 8


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((400, {"error": {"errors": ["bad dates"]}}), InvalidRequest),
        ((400, {"error": {"errors": ["Invalid or expired traceId"]}}), SessionExpired),
        ((429, {"message": "slow down"}), RateLimited),
        ((500, {"message": "oops"}), Unavailable),
        ((200, b"<html>"), ChangedShape),
        ((200, {"results": []}), ChangedShape),
        ((200, {"results": [{"traceId": "t"}]}), ChangedShape),
        ((200, [1]), ChangedShape),
    ],
)
async def test_each_failure_has_its_type(
    travclan: SupplierGateway,
    server: AnsweringServer,
    answer: tuple[int, Any],
    error: type[SupplierError],
) -> None:
    server.will_answer(SEARCH, answer)
    with pytest.raises(error) as raised:
        await travclan.search(GOA, QUESTION)
    if isinstance(raised.value, RateLimited):
        assert raised.value.retry_after == 7


async def test_a_batch_prices_many_hotels_with_one_question(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(
        SEARCH,
        travclan_page(
            travclan_hotel("1", 100), travclan_hotel("2", 200, isAvailable=False, availability=None)
        ),
    )
    hotels = [hotel_at(Supplier.TRAVCLAN, one) for one in ("1", "2", "3")]
    quotes = await travclan.quote_many(hotels, QUESTION)
    assert server.times_asked(SEARCH) == 1
    assert isinstance(quotes["1"], Quote)
    assert quotes["1"].total == Money.of(100, "INR")
    assert (quotes["2"], quotes["3"]) == (None, None)


async def test_a_hotel_that_cannot_be_read_is_not_taken_for_sold_out(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, travclan_page(travclan_hotel("1"), travclan_hotel("2", "free")))
    hotels = [hotel_at(Supplier.TRAVCLAN, one) for one in ("1", "2")]
    assert set(await travclan.quote_many(hotels, QUESTION)) == {"1"}


async def test_callers_share_one_renewal_and_one_refusal(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(LOGIN, (401, {"message": "no"}))
    answers = await asyncio.gather(
        *(travclan.suggest(f"Go{letter}") for letter in "abcdef"), return_exceptions=True
    )
    assert [type(answer) for answer in answers] == [AuthRejected] * 6
    assert server.times_asked(LOGIN) == 1


async def test_a_token_serves_on_while_its_early_renewal_fails(
    travclan: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(SEARCH, travclan_page(travclan_hotel("1")))
    await travclan.search(GOA, QUESTION)
    server.will_answer(REFRESH, (500, {}))
    clock.advance(timedelta(hours=23, minutes=45))
    assert len((await travclan.search(GOA, QUESTION)).offers) == 1
    clock.advance(timedelta(minutes=20))
    with pytest.raises(Unavailable):
        await travclan.search(GOA, QUESTION)


async def test_a_refused_refresh_becomes_a_login(
    travclan: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(SEARCH, travclan_page(travclan_hotel("1")))
    await travclan.search(GOA, QUESTION)
    server.will_answer(REFRESH, (401, {}))
    clock.advance(timedelta(hours=23, minutes=45))
    assert len((await travclan.search(GOA, QUESTION)).offers) == 1
    assert (server.times_asked(LOGIN), server.times_asked(REFRESH)) == (2, 1)


async def test_a_place_is_looked_up_once_a_day(
    travclan: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(SEARCH, travclan_page(travclan_hotel("1")))
    for hours in (0, 23, 2):
        clock.advance(timedelta(hours=hours))
        await travclan.search(GOA, QUESTION)
    assert server.times_asked(PLACES) == 2


async def test_a_place_unknown_to_the_supplier_has_nothing_to_sell(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(PLACES, (200, {"results": [{"id": 9, "name": "Goa", "type": "Airport"}]}))
    with pytest.raises(NoAvailability):
        await travclan.search(GOA, QUESTION)


@pytest.mark.parametrize("cursor", ["", "nonsense", "[]", "{}", "null", '{"page": 2}'])
async def test_a_cursor_that_does_not_read_has_had_its_day(
    travclan: SupplierGateway, cursor: str
) -> None:
    with pytest.raises(SessionExpired):
        await travclan.search(GOA, QUESTION, cursor)


async def test_a_list_of_which_nothing_reads_is_not_nothing_found(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, travclan_page({"hotel": 1}, {"hotel": 2}))
    with pytest.raises(ChangedShape):
        await travclan.search(GOA, QUESTION)


async def test_the_pages_of_a_batch_are_all_read(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(
        SEARCH,
        travclan_page(travclan_hotel("1"), following=2),
        travclan_page(travclan_hotel("2"), following=2),  # a server that goes round in circles
    )
    hotels = [hotel_at(Supplier.TRAVCLAN, one) for one in ("1", "2")]
    assert set(await travclan.quote_many(hotels, QUESTION)) == {"1", "2"}
    assert server.times_asked(SEARCH) == 2


async def test_a_failed_batch_leaves_the_prices_of_the_others(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, travclan_page(travclan_hotel("0")), (400, {}))
    hotels = [hotel_at(Supplier.TRAVCLAN, str(number)) for number in range(150)]
    quotes = await travclan.quote_many(hotels, QUESTION)
    assert len(quotes) == 100
    server.will_answer(SEARCH, (400, {}))
    with pytest.raises(InvalidRequest):
        await travclan.quote_many(hotels, QUESTION)


async def test_a_hotel_called_available_without_a_price_is_not_taken_for_sold_out(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    unclear = travclan_hotel("2", availability=None)
    server.will_answer(SEARCH, travclan_page(travclan_hotel("1"), unclear))
    hotels = [hotel_at(Supplier.TRAVCLAN, one) for one in ("1", "2")]
    assert set(await travclan.quote_many(hotels, QUESTION)) == {"1"}


async def test_content_describes_the_hotel_and_its_absence_does_no_harm(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(RATES, travclan_itinerary(travclan_rate("a|b|1", 9000)))
    bare = await travclan.rates(hotel_at(Supplier.TRAVCLAN), QUESTION)
    assert (bare.hotel.address, bare.description) == ("1 Beach Road, Goa, 403516", None)
    content = {**travclan_hotel("42"), "descriptions": [{"text": "By the sea."}, 5]}
    server.will_answer(CONTENT, (200, {"results": [{"data": [content]}]}))
    for _ in range(2):
        sheet = await travclan.rates(hotel_at(Supplier.TRAVCLAN), QUESTION)
        assert sheet.description == "By the sea."
    assert server.times_asked(CONTENT) == 2
    assert sheet.rates[0].token == "a|b|1"
    assert sheet.rates[0].room_name == "Deluxe Room"
    assert sheet.hotel.quote == sheet.rates[0].named_quote


async def test_the_recorded_itinerary_reads(
    travclan: SupplierGateway,
    server: AnsweringServer,
    clock: FakeClock,
    recording: Callable[[str], Any],
) -> None:
    clock.set(datetime(2025, 10, 5, 6, 0, tzinfo=UTC))
    answer = recording("travclan/itinerary_create_success_excerpt.json")
    server.will_answer(RATES, (200, answer))
    sheet = await travclan.rates(hotel_at(Supplier.TRAVCLAN, "39713835"), QUESTION)
    wire = answer["results"][0]["data"][0]["roomRate"][0]["rates"].values()
    assert sorted(r.quote.total.amount for r in sheet.rates) == sorted(
        one["finalRate"] for one in wire
    )
    by_total = {int(rate.quote.total.amount): rate for rate in sheet.rates}
    assert by_total[9911].quote.refundable is Refundability.NO
    assert by_total[16060].quote.refundable is Refundability.NO
    assert by_total[9911].quote.board is Board.ROOM_ONLY
    # The rule that charges nothing ends a minute before the next begins.
    assert by_total[15993].quote.free_cancel_until == datetime(2025, 10, 7, 11, 59, tzinfo=UTC)
    assert by_total[15993].required_guest_fields == ("pan", "all_guests")


async def test_the_recorded_no_rooms_reads(
    travclan: SupplierGateway, server: AnsweringServer, recording: Callable[[str], Any]
) -> None:
    server.will_answer(
        RATES, (500, recording("travclan/itinerary_create_error_1013_no_rooms.json"))
    )
    with pytest.raises(NoAvailability):
        await travclan.rates(hotel_at(Supplier.TRAVCLAN), QUESTION)

"""TravClan's gateway: tokens, shapes, traps, outcomes."""

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

LOGIN = "/authentication/internal/service/login"
REFRESH = "/authentication/internal/service/refresh"
SEARCH = "/hms/external/api/v1/hotels/search"
RATES = "/api/v1/hotels/itineraries"
EXPIRED = (401, {"error": {"errors": ["Token Expired. Unauthorized"]}})
NO_ROOMS = (500, {"error": {"code": 1013, "errors": ["No rooms available"]}})


def listed(hotel_id: str, total: object = 9000, **more: object) -> dict[str, Any]:
    """Return a hotel in a search, with numbers as strings, as they come."""
    return {
        "id": hotel_id,
        "name": f"Hotel {hotel_id}",
        "starRating": "4",
        "geoCode": {"lat": "15.5", "long": "73.8"},
        "isAvailable": True,
        "availability": {"rate": {"finalRate": total, "currency": "INR"}, "options": {}},
        **more,
    }


def page(*hotels: object, following: int | None = None) -> tuple[int, dict[str, Any]]:
    """Return one page of a search."""
    return 200, {"results": [{"traceId": "t", "data": list(hotels), "nextPage": following}]}


async def test_one_login_serves_all_calls_and_is_renewed_before_it_ends(
    travclan: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(SEARCH, page(listed("1")))
    for _ in range(3):
        await travclan.search(GOA, QUESTION)
    assert (server.times_asked(LOGIN), server.times_asked(REFRESH)) == (1, 0)
    clock.advance(timedelta(hours=23, minutes=45))
    await travclan.search(GOA, QUESTION)
    assert (server.times_asked(LOGIN), server.times_asked(REFRESH)) == (1, 1)


async def test_a_token_refused_is_renewed_once(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, EXPIRED, page(listed("1")))
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
    server.will_answer(SEARCH, page(listed("1", "8999.6"), following=2), page(listed("2")))
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
    server.will_answer(SEARCH, page(listed("1"), {"id": None}, "?", listed("2", "free")))
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
        SEARCH, page(listed("1", 100), listed("2", 200, isAvailable=False, availability=None))
    )
    hotels = [hotel_at(Supplier.TRAVCLAN, one) for one in ("1", "2", "3")]
    quotes = await travclan.quote_many(hotels, QUESTION)
    assert server.times_asked(SEARCH) == 1
    assert quotes["1"] is not None
    assert quotes["1"].total == Money.of(100, "INR")
    assert (quotes["2"], quotes["3"]) == (None, None)


async def test_a_hotel_that_cannot_be_read_is_not_taken_for_sold_out(
    travclan: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, page(listed("1"), listed("2", "free")))
    hotels = [hotel_at(Supplier.TRAVCLAN, one) for one in ("1", "2")]
    assert set(await travclan.quote_many(hotels, QUESTION)) == {"1"}


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
    assert by_total[15993].quote.free_cancel_until == datetime(2025, 10, 7, 12, tzinfo=UTC)
    assert by_total[15993].required_guest_fields == ("pan", "all_guests")


async def test_the_recorded_no_rooms_reads(
    travclan: SupplierGateway, server: AnsweringServer, recording: Callable[[str], Any]
) -> None:
    server.will_answer(
        RATES, (500, recording("travclan/itinerary_create_error_1013_no_rooms.json"))
    )
    with pytest.raises(NoAvailability):
        await travclan.rates(hotel_at(Supplier.TRAVCLAN), QUESTION)

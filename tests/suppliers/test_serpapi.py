"""SerpAPI's gateway: shapes, drift, the two kinds of 429."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.money import Money
from domain.stay import Room, Stay
from domain.suppliers.contract import (
    AuthRejected,
    Board,
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    NotSold,
    PriceQuestion,
    QuotaExhausted,
    RateLimited,
    Refundability,
    Supplier,
    SupplierError,
    SupplierGateway,
    TaxInclusion,
    Unavailable,
)
from tests.conftest import FakeClock
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.conftest import GOA, QUESTION, hotel_at
from tests.suppliers.shapes import serpapi_details, serpapi_property

SEARCH = "/search.json"
ACCOUNT = "/account.json"
KEY = "serpapi-key-that-is-secret"


async def test_a_list_reads_with_whatever_is_missing(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    bare = {"name": "Bare", "property_token": "b"}
    night = serpapi_property("n", total_rate=None, rate_per_night={"extracted_lowest": 3000})
    server.will_answer(
        SEARCH, (200, {"properties": [serpapi_property("a"), bare, night, {"type": "ad"}, None]})
    )
    offers = {o.supplier_id: o for o in (await serpapi.search(GOA, QUESTION)).offers}
    assert set(offers) == {"a", "b", "n"}
    assert offers["b"].quote is None
    quote = offers["a"].quote
    assert quote is not None
    assert (quote.total, quote.taxes) == (Money.of(9000, "INR"), TaxInclusion.INCLUDED)
    by_night = offers["n"].quote
    assert by_night is not None
    assert (by_night.total, by_night.taxes) == (Money.of(9000, "INR"), TaxInclusion.UNKNOWN)


@pytest.mark.parametrize(
    "metadata",
    [
        {"created_at": "2026-11-24 01:41:27 UTC", "total_time_taken": 1.07},
        {"created_at": "2026-11-24T01:41:27Z", "total_time_taken": {"float": 1.07}},
        None,
    ],
)
async def test_what_drifts_beside_the_list_does_no_harm(
    serpapi: SupplierGateway, server: AnsweringServer, metadata: object
) -> None:
    body = {"search_metadata": metadata, "properties": [serpapi_property("a")], "ads": "none"}
    server.will_answer(SEARCH, (200, body))
    assert len((await serpapi.search(GOA, QUESTION)).offers) == 1


async def test_the_question_carries_people_ages_and_currency(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, {"properties": [serpapi_property("a")]}))
    await serpapi.search(GOA, QUESTION)
    _path, query, _body = server.asked[-1]
    assert query["q"] == "Hotels in Goa, India"
    assert (query["adults"], query["children"], query["children_ages"]) == ("2", "1", "6")
    assert (query["currency"], query["gl"]) == ("INR", "in")


async def test_a_refused_currency_is_asked_for_in_dollars_from_then_on(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    refusal = (400, {"error": "Unsupported `KWD` currency."})
    server.will_answer(SEARCH, refusal, (200, {"properties": [serpapi_property("a")]}))
    dinars = replace(QUESTION, currency="KWD")
    for _ in range(2):
        (offer,) = (await serpapi.search(GOA, dinars)).offers
        assert offer.quote is not None
        assert offer.quote.total == Money.of(9000, "USD")
    asked = [query["currency"] for path, query, _body in server.asked if path == SEARCH]
    assert asked == ["KWD", "USD", "USD"]


async def test_a_supplier_without_dollars_is_not_asked_for_ever(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (400, {"error": "Unsupported currency."}))
    with pytest.raises(InvalidRequest):
        await serpapi.search(GOA, replace(QUESTION, currency="KWD"))


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((200, {"error": "Google hasn't returned any results for this query."}), NoAvailability),
        ((429, {"error": "Your account has run out of searches."}), QuotaExhausted),
        ((429, {"error": "Hourly throughput exceeded."}), RateLimited),
        ((401, {"error": "Invalid API key."}), AuthRejected),
        ((400, {"error": "Unsupported date."}), InvalidRequest),
        ((500, {"error": "oops"}), Unavailable),
        ((410, b"<html>gone</html>"), InvalidRequest),
        ((429, b"<html>slow down</html>"), RateLimited),
        ((302, b""), ChangedShape),
        ((200, {"error": "Try later.", "search_metadata": {"status": "Error"}}), Unavailable),
        ((200, {"properties": [{"name": "A"}]}), ChangedShape),
        ((200, {"properties": []}), NoAvailability),
        ((200, b"\xff\x00"), ChangedShape),
        ((200, {"properties": "none"}), ChangedShape),
        ((200, []), ChangedShape),
    ],
)
async def test_each_failure_has_its_type(
    serpapi: SupplierGateway,
    server: AnsweringServer,
    answer: tuple[int, Any],
    error: type[SupplierError],
) -> None:
    server.will_answer(SEARCH, answer)
    with pytest.raises(error) as raised:
        await serpapi.search(GOA, QUESTION)
    assert KEY not in repr(raised.value)


async def test_one_hotels_failure_leaves_the_others_prices(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, serpapi_property("a")), (400, {"error": "x"}))
    quotes = await serpapi.quote_many(
        [hotel_at(Supplier.SERPAPI, one) for one in ("a", "b")], QUESTION
    )
    assert len(quotes) == 1


async def test_a_page_of_a_hotel_tells_who_sells_what(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, serpapi_details("a")))
    sheet = await serpapi.rates(hotel_at(Supplier.SERPAPI, "a"), QUESTION)
    assert [(r.seller, r.room_name, int(r.quote.total.amount)) for r in sheet.rates] == [
        ("Cheap.example", "", 9000),
        ("Rooms.example", "Room - Free cancellation", 9500),
        ("Own site", "", 9900),
        ("Rooms.example", "Suite - Non-Refundable", 15000),
    ]
    terms = {rate.room_name: rate.quote.refundable for rate in sheet.rates}
    assert terms["Room - Free cancellation"] is Refundability.YES
    assert terms["Suite - Non-Refundable"] is Refundability.NO
    assert sheet.hotel.quote is not None
    assert sheet.hotel.quote.board is Board.BREAKFAST


async def test_one_room_is_asked_for_and_counted_for_each(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, {"properties": [serpapi_property("a")]}))
    two_rooms = Stay(date(2026, 12, 12), date(2026, 12, 15), (Room(1), Room(2, (0, 6))))
    found = await serpapi.search(GOA, PriceQuestion(two_rooms, "IN", "INR"))
    _path, query, _body = server.asked[-1]
    assert (query["adults"], query["children_ages"]) == ("2", "1,6")
    quote = found.offers[0].quote
    assert quote is not None
    assert (quote.total, quote.before_taxes) == (Money.of(18000, "INR"), Money.of(16000, "INR"))


async def test_an_unreadable_price_is_not_taken_for_sold_out(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, serpapi_property("a", total_rate={"extracted_lowest": "?"})))
    with pytest.raises(ChangedShape):
        await serpapi.quote_many([hotel_at(Supplier.SERPAPI, "a")], QUESTION)


async def test_a_hotel_that_nobody_sells_is_sold_out(
    serpapi: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(SEARCH, (200, serpapi_property("a", total_rate=None)))
    quotes = await serpapi.quote_many([hotel_at(Supplier.SERPAPI, "a")], QUESTION)
    assert quotes == {"a": NotSold(clock.now())}
    with pytest.raises(NoAvailability):
        await serpapi.rates(hotel_at(Supplier.SERPAPI, "a"), QUESTION)
    # Out of its cache it is as old as it was made.
    made = clock.now() - timedelta(minutes=40)
    answer = serpapi_property("a", total_rate=None)
    answer["search_metadata"] = {"created_at": f"{made:%Y-%m-%d %H:%M:%S} UTC"}
    server.will_answer(SEARCH, (200, answer))
    quotes = await serpapi.quote_many([hotel_at(Supplier.SERPAPI, "a")], QUESTION)
    assert quotes == {"a": NotSold(made.replace(microsecond=0))}


async def test_a_used_up_account_is_left_alone_until_it_is_topped_up(
    serpapi: SupplierGateway, server: AnsweringServer, clock: FakeClock
) -> None:
    server.will_answer(SEARCH, (429, {"error": "Your account has run out of searches."}))
    server.will_answer(
        ACCOUNT, (200, {"total_searches_left": 9}), (200, {"total_searches_left": 0})
    )
    for _ in range(4):
        with pytest.raises(QuotaExhausted):
            await serpapi.search(GOA, QUESTION)
    assert server.times_asked(SEARCH) == 1
    assert server.times_asked(ACCOUNT) <= 2
    server.will_answer(SEARCH, (200, {"properties": [serpapi_property("a")]}))
    server.will_answer(ACCOUNT, (200, {"total_searches_left": 5000}))
    clock.advance(timedelta(minutes=1))
    assert len((await serpapi.search(GOA, QUESTION)).offers) == 1


async def test_suggestions_without_any_are_none(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, {"error": "Google hasn't returned any results."}))
    assert await serpapi.suggest("xyzzy") == ()


async def test_the_recorded_list_reads(
    serpapi: SupplierGateway, server: AnsweringServer, recording: Callable[[str], Any]
) -> None:
    answer = recording("serpapi/hotels_search_lucknow_2024-09.json")
    server.will_answer(SEARCH, (200, answer))
    found = await serpapi.search(GOA, QUESTION)
    assert [o.name for o in found.offers] == [one["name"] for one in answer["properties"]]
    assert found.next_cursor == answer["serpapi_pagination"]["next_page_token"]
    for offer, listed in zip(found.offers, answer["properties"], strict=True):
        told = listed.get("total_rate")
        assert (offer.quote is None) == (told is None)
        if offer.quote is not None:
            assert offer.quote.total.amount == told["extracted_lowest"]
            assert offer.quote.before_taxes is not None
            assert offer.quote.before_taxes.amount == told["extracted_before_taxes_fees"]
        assert offer.stars == listed.get("extracted_hotel_class")
        assert offer.rating == listed["overall_rating"]
        assert offer.review_count == listed["reviews"]


async def test_the_recorded_details_read(
    serpapi: SupplierGateway, server: AnsweringServer, recording: Callable[[str], Any]
) -> None:
    answer = recording("serpapi/hotels_property_details_A.json")
    server.will_answer(SEARCH, (200, answer))
    sheet = await serpapi.rates(hotel_at(Supplier.SERPAPI), QUESTION)
    sellers = {one["source"] for one in answer["featured_prices"] + answer["prices"]}
    assert {rate.seller for rate in sheet.rates} <= sellers
    totals = [rate.quote.total.amount for rate in sheet.rates]
    assert totals == sorted(totals)
    assert sheet.usual_range == (Money.of(55 * 3, "USD"), Money.of(150 * 3, "USD"))


async def test_no_log_line_holds_the_key(
    serpapi: SupplierGateway, server: AnsweringServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_answer(SEARCH, (503, {}))
    with pytest.raises(Unavailable):
        await serpapi.search(GOA, QUESTION)
    written = capsys.readouterr()
    assert not re.search(KEY, written.out + written.err)

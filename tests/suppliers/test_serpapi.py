"""SerpAPI's gateway: shapes, drift, the two kinds of 429."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from domain.money import Money
from domain.suppliers.contract import (
    AuthRejected,
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    QuotaExhausted,
    RateLimited,
    Supplier,
    SupplierError,
    SupplierGateway,
    TaxInclusion,
    Unavailable,
)
from tests.suppliers.answering import AnsweringServer
from tests.suppliers.conftest import GOA, QUESTION, hotel_at

SEARCH = "/search.json"
KEY = "serpapi-key-that-is-secret"


def listed(token: str, **more: object) -> dict[str, Any]:
    """Return a property whose price is told with and without taxes."""
    return {
        "type": "hotel",
        "name": f"Hotel {token}",
        "property_token": token,
        "total_rate": {"extracted_lowest": 9000, "extracted_before_taxes_fees": 8000},
        **more,
    }


async def test_a_list_reads_with_whatever_is_missing(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    bare = {"name": "Bare", "property_token": "b"}
    night = listed("n", total_rate=None, rate_per_night={"extracted_lowest": 3000})
    server.will_answer(
        SEARCH, (200, {"properties": [listed("a"), bare, night, {"type": "ad"}, None]})
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


async def test_the_question_carries_people_ages_and_currency(
    serpapi: SupplierGateway, server: AnsweringServer
) -> None:
    server.will_answer(SEARCH, (200, {"properties": [listed("a")]}))
    await serpapi.search(GOA, QUESTION)
    _path, query, _body = server.asked[-1]
    assert query["q"] == "Hotels in Goa, India"
    assert (query["adults"], query["children"], query["children_ages"]) == ("2", "1", "6")
    assert (query["currency"], query["gl"]) == ("INR", "in")


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ((200, {"error": "Google hasn't returned any results for this query."}), NoAvailability),
        ((429, {"error": "Your account has run out of searches."}), QuotaExhausted),
        ((429, {"error": "Hourly throughput exceeded."}), RateLimited),
        ((401, {"error": "Invalid API key."}), AuthRejected),
        ((400, {"error": "Unsupported date."}), InvalidRequest),
        ((500, {"error": "oops"}), Unavailable),
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
    server.will_answer(SEARCH, (200, listed("a")), (400, {"error": "x"}))
    quotes = await serpapi.quote_many(
        [hotel_at(Supplier.SERPAPI, one) for one in ("a", "b")], QUESTION
    )
    assert len(quotes) == 1


async def test_the_recorded_list_reads(
    serpapi: SupplierGateway, server: AnsweringServer, recording: Callable[[str], Any]
) -> None:
    answer = recording("serpapi/hotels_search_lucknow_2024-09.json")
    server.will_answer(SEARCH, (200, answer))
    found = await serpapi.search(GOA, QUESTION)
    assert [o.name for o in found.offers] == [one["name"] for one in answer["properties"]]
    assert found.next_cursor == answer["serpapi_pagination"]["next_page_token"]
    first = found.offers[0].quote
    assert first is not None
    assert first.total.amount == answer["properties"][0]["total_rate"]["extracted_lowest"]
    assert found.offers[0].stars == 5


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
    assert sheet.usual_range == (Money.of(55 * 3, "INR"), Money.of(150 * 3, "INR"))


async def test_no_log_line_holds_the_key(
    serpapi: SupplierGateway, server: AnsweringServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.will_answer(SEARCH, (503, {}))
    with pytest.raises(Unavailable):
        await serpapi.search(GOA, QUESTION)
    written = capsys.readouterr()
    assert not re.search(KEY, written.out + written.err)

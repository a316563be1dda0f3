"""LiteAPI's emulator: what it lists and sells, and its bookings with their documented codes."""

from typing import Any

import pytest
from httpx import Response

from .city import CHECK_IN, CHECK_OUT, City

API, BOOK = "/liteapi/api/v3.0", "/liteapi/book/v3.0"
KEY = {"X-API-Key": "sandbox"}
GOA = {"latitude": "15.49", "longitude": "73.82", "radius": "40000"}
HOLDER = {"firstName": "Ada", "lastName": "Yilmaz", "email": "ada@example.com", "phone": "+90555"}


async def get(city: City, path: str, **query: str) -> Response:
    return await city.http.get(path, params=query, headers=KEY)


async def post(city: City, path: str, body: dict[str, Any]) -> Response:
    return await city.http.post(path, json=body, headers=KEY)


def question(*hotels: str, **more: Any) -> dict[str, Any]:
    return {
        "hotelIds": list(hotels),
        "checkin": CHECK_IN.isoformat(),
        "checkout": CHECK_OUT.isoformat(),
        "currency": "USD",
        "guestNationality": "TR",
        "occupancies": [{"adults": 2, "children": []}],
        **more,
    }


async def hotels(city: City) -> list[str]:
    found: list[str] = (await get(city, f"{API}/data/hotels", **GOA)).json()["hotelIds"]
    return found


async def offers(city: City, *hotel: str, **more: Any) -> list[dict[str, Any]]:
    ids = hotel or tuple(await hotels(city))
    answer = await post(city, f"{API}/hotels/rates", question(*ids, **more))
    assert answer.status_code == 200, answer.text
    return [room_type for one in answer.json()["data"] for room_type in one["roomTypes"]]


async def offer(city: City, tag: str = "RFN", **more: Any) -> dict[str, Any]:
    """Return an offer of a kind."""
    return next(
        one
        for one in await offers(city, **more)
        if one["rates"][0]["cancellationPolicies"]["refundableTag"] == tag
    )


async def prebook(city: City, one: dict[str, Any]) -> dict[str, Any]:
    body = {"offerId": one["offerId"], "usePaymentSdk": False}
    answer = await post(city, f"{BOOK}/rates/prebook", body)
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


async def book(city: City, prebook_id: str, reference: str = "ours-1", **more: Any) -> Response:
    guest = {name: HOLDER[name] for name in ("firstName", "lastName", "email")}
    body = {
        "prebookId": prebook_id,
        "clientReference": reference,
        "holder": HOLDER,
        "guests": [guest | {"occupancyNumber": 1, "remarks": "a quiet room"}],
        "payment": {"method": "ACC_CREDIT_CARD"},
        **more,
    }
    return await post(city, f"{BOOK}/rates/book", body)


async def buy(city: City, tag: str = "RFN") -> dict[str, Any]:
    answer = await book(city, (await prebook(city, await offer(city, tag)))["prebookId"])
    assert answer.status_code == 200, answer.text
    data: dict[str, Any] = answer.json()["data"]
    return data


def code(answer: Response) -> tuple[int, int]:
    return answer.status_code, answer.json()["error"]["code"]


async def plant(city: City, step: str, turn: str, **more: Any) -> None:
    body = {"supplier": "liteapi", "step": step, "turn": turn, **more}
    (await city.http.post("/sandbox/bookings/twists", json=body)).raise_for_status()


async def test_hotels_are_listed_around_a_point_and_told_in_full(city: City) -> None:
    listed = (await get(city, f"{API}/data/hotels", **GOA)).json()
    assert listed["total"] == len(listed["hotelIds"]) >= 20
    first = listed["data"][0]
    assert 0 < first["rating"] <= 10
    told = (await get(city, f"{API}/data/hotel", hotelId=first["id"])).json()["data"]
    assert (told["name"], told["starRating"]) == (first["name"], first["stars"])
    assert told["hotelImages"][0]["url"].startswith("http://city.test/sandbox/photos/")
    assert (await get(city, f"{API}/data/hotel", hotelId="lp0")).status_code == 204
    by_city = await get(city, f"{API}/data/hotels", countryCode="FR", cityName="Paris")
    assert by_city.json()["data"]


async def test_a_key_is_asked_for_on_both_hosts(city: City) -> None:
    for path in (f"{API}/data/hotels", f"{BOOK}/bookings"):
        assert (await city.http.get(path)).status_code == 401


async def test_rates_are_sold_in_the_wished_currency(city: City) -> None:
    ids = (await hotels(city))[:5]
    dollars, rupees = [await offers(city, *ids, currency=code) for code in ("USD", "INR")]
    for one, other in zip(dollars, rupees, strict=True):
        assert one["offerRetailRate"]["currency"] == "USD"
        ratio = other["offerRetailRate"]["amount"] / one["offerRetailRate"]["amount"]
        assert ratio == pytest.approx(84, rel=0.001)
    assert code(await post(city, f"{API}/hotels/rates", question(*ids, currency="XXX"))) == (
        400,
        4002,
    )


async def test_fees_at_the_hotel_stand_beside_the_taxes_within(city: City) -> None:
    lines = [
        line
        for one in await offers(city)
        for line in one["rates"][0]["retailRate"]["taxesAndFees"] or []
    ]
    assert {line["included"] for line in lines} == {True, False}


async def test_no_availability_is_a_success_with_a_code(city: City) -> None:
    crowd = [{"adults": 12, "children": []}]
    answer = await post(city, f"{API}/hotels/rates", question("lp1", occupancies=crowd))
    assert code(answer) == (200, 2001)


async def test_an_offer_becomes_a_booking_that_is_found_by_our_reference(city: City) -> None:
    one = await offer(city)
    made = await prebook(city, one)
    assert made["price"] == one["offerRetailRate"]["amount"]
    assert (made["priceDifferencePercent"], made["boardChanged"]) == (0, False)
    booked = (await book(city, made["prebookId"])).json()["data"]
    assert booked["status"] == "CONFIRMED"
    found = (await get(city, f"{BOOK}/bookings", clientReference="ours-1")).json()["data"]
    assert [b["bookingId"] for b in found] == [booked["bookingId"]]
    shown = (await get(city, f"{BOOK}/bookings/{booked['bookingId']}")).json()["data"]
    assert shown["price"] == made["price"]
    none = await get(city, f"{BOOK}/bookings", clientReference="another")
    assert none.json() == {"data": []}


async def test_two_rooms_are_two_rates_of_one_offer(city: City) -> None:
    rooms = [{"adults": 2, "children": []}, {"adults": 1, "children": [7]}]
    one = await offer(city, occupancies=rooms)
    totals = [rate["retailRate"]["total"][0]["amount"] for rate in one["rates"]]
    assert len(totals) == 2
    assert sum(totals) == pytest.approx(one["offerRetailRate"]["amount"])
    lone = await book(city, (await prebook(city, one))["prebookId"])
    assert code(lone) == (400, 4002)


async def test_a_reference_is_used_once_and_a_prebook_protects_nothing(city: City) -> None:
    made = await prebook(city, await offer(city))
    await book(city, made["prebookId"])
    assert code(await book(city, made["prebookId"])) == (400, 4005)
    assert (await book(city, made["prebookId"], "ours-2")).status_code == 200


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"payment": {"method": "CASH"}}, (400, 4000)),
        ({"holder": {}}, (400, 4002)),
        ({"prebookId": "gone"}, (400, 4002)),
        ({"guests": []}, (400, 4002)),
    ],
)
async def test_what_is_missing_is_refused(
    city: City, more: dict[str, Any], expected: tuple[int, int]
) -> None:
    made = await prebook(city, await offer(city))
    assert code(await book(city, **({"prebook_id": made["prebookId"]} | more))) == expected


async def test_an_offer_has_its_day(city: City) -> None:
    one = await offer(city)
    body = {"offerId": one["offerId"], "usePaymentSdk": False}
    city.clock.pass_time(minutes=31)
    assert code(await post(city, f"{BOOK}/rates/prebook", body)) == (408, 4040)
    wrong = await post(city, f"{BOOK}/rates/prebook", body | {"offerId": "NONE"})
    assert code(wrong) == (400, 4002)


async def test_a_prebook_tells_what_has_changed(city: City) -> None:
    one = await offer(city)
    for turn, field in (
        ("price_changed", "priceDifferencePercent"),
        ("terms_changed", "cancellationChanged"),
        ("board_changed", "boardChanged"),
    ):
        await plant(city, "check", turn)
        assert (await prebook(city, one))[field]


@pytest.mark.parametrize(
    ("turn", "expected"),
    [("sold_out", (400, 2013)), ("no_funds", (400, 5000)), ("session_expired", (400, 4002))],
)
async def test_turns_at_the_booking(city: City, turn: str, expected: tuple[int, int]) -> None:
    made = await prebook(city, await offer(city))
    await plant(city, "book", turn)
    assert code(await book(city, made["prebookId"])) == expected
    assert (await city.http.get("/sandbox/bookings")).json() == []


async def test_a_server_error_can_hide_a_booking(city: City) -> None:
    made = await prebook(city, await offer(city))
    await plant(city, "book", "unknown")
    assert code(await book(city, made["prebookId"])) == (500, 5000)
    found = await get(city, f"{BOOK}/bookings", clientReference="ours-1")
    assert len(found.json()["data"]) == 1


async def test_cancelling_tells_the_fee_and_what_comes_back(city: City) -> None:
    booked = await buy(city)
    told = (await city.http.put(f"{BOOK}/bookings/{booked['bookingId']}", headers=KEY)).json()
    assert told["data"]["status"] == "CANCELLED"
    assert told["data"]["cancellation_fee"] == 0
    assert told["data"]["refund_amount"] == booked["price"]
    again = await city.http.put(f"{BOOK}/bookings/{booked['bookingId']}", headers=KEY)
    assert again.status_code == 304
    unknown = await city.http.put(f"{BOOK}/bookings/none", headers=KEY)
    assert unknown.status_code == 204


async def test_what_is_not_refundable_is_cancelled_and_charged(city: City) -> None:
    booked = await buy(city, "NRFN")
    told = (await city.http.put(f"{BOOK}/bookings/{booked['bookingId']}", headers=KEY)).json()
    assert told["data"]["status"] == "CANCELLED_WITH_CHARGES"
    assert told["data"]["refund_amount"] == 0

"""TravClan's emulator: who may ask, what is found, how long an answer can be continued."""

from typing import Any

import pytest

from .city import LOGIN, RATES, RATES_OF_SEARCH, REFRESH, SEARCH, City, stay_body


async def goa_id(city: City) -> str:
    return str((await city.locate("Goa"))[0]["id"])


async def test_any_key_but_the_wrong_one_logs_in(city: City) -> None:
    assert (await city.login(api_key="anything")).status_code == 200
    assert (await city.login(api_key="wrong")).status_code == 401
    assert (await city.http.post(LOGIN, json={"api_key": "sandbox"})).status_code == 400


async def test_an_expired_token_is_refused_and_renewed_by_refresh(city: City) -> None:
    refresh = (await city.login()).json()["RefreshToken"]
    expired = await city.http.post("/sandbox/travclan/expire-tokens")
    refused = await city.travclan(SEARCH, **stay_body(), locationId="90000001")
    renewed = await city.http.post(REFRESH, json={"refreshToken": refresh})
    city.use_token(renewed.json()["accessToken"])

    assert expired.json() == {"expired": 2}
    assert refused.status_code == 401
    assert refused.json()["error"]["errors"] == ["Token Expired. Unauthorized"]
    assert await city.travclan_hotels(locationId="90000001")


async def test_tokens_live_a_day_and_a_month(city: City) -> None:
    refresh = (await city.login()).json()["RefreshToken"]
    city.clock.pass_time(hours=24)
    refused = await city.travclan(SEARCH, **stay_body(), locationId="90000001")
    city.clock.pass_time(days=28)
    renewed = await city.http.post(REFRESH, json={"refreshToken": refresh})
    city.clock.pass_time(days=1)
    too_late = await city.http.post(REFRESH, json={"refreshToken": refresh})

    assert [refused.status_code, renewed.status_code, too_late.status_code] == [401, 200, 401]


@pytest.mark.parametrize("header", ["Authorization", "Authorization-Type", "source"])
async def test_each_header_is_required(city: City, header: str) -> None:
    del city.headers[header]

    assert (await city.travclan(SEARCH, **stay_body(), locationId="1")).status_code == 401


async def test_places_and_airports_are_suggested(city: City) -> None:
    goa = await city.locate("Goa")
    delhi = await city.locate("New Delhi")

    assert (goa[0]["name"], goa[0]["type"], goa[0]["country"]) == ("Goa", "State", "IN")
    assert {"City", "Airport"} <= {result["type"] for result in delhi}
    assert (await city.locate("Calangute"))[0]["type"] == "Area"
    assert await city.locate("xyzzy") == []


async def test_a_suggested_hotel_is_searched_by_its_id(city: City) -> None:
    hotel = next(found for found in await city.locate("Jaipur") if found["type"] == "Hotel")
    [found] = await city.travclan_hotels(locationId=hotel["id"])

    assert (found["id"], found["name"]) == (hotel["id"], hotel["name"])


async def test_a_search_prices_the_hotels_of_a_place(city: City) -> None:
    result = await city.travclan_search(locationId=await goa_id(city))
    listed = [h["travclan_id"] for h in await city.show() if h["travclan_id"]]

    assert sorted(hotel["id"] for hotel in result["data"]) == sorted(listed)
    assert result["totalCount"] == len(listed)
    assert result["availableCount"] == sum(hotel["isAvailable"] for hotel in result["data"])
    for hotel in result["data"]:
        assert isinstance(hotel["starRating"], str)
        assert hotel["contact"]["address"]["country"]["code"] == "IN"
        assert not hotel["isAvailable"] or hotel["availability"]["rate"]["finalRate"] > 500


async def test_hotels_are_priced_by_their_ids_and_unknown_ones_left_out(city: City) -> None:
    everything = await city.travclan_hotels(locationId=await goa_id(city))
    wanted = [hotel["id"] for hotel in everything[:5]]
    found = await city.travclan_hotels(hotelIds=[*wanted, "12345", wanted[0]])

    assert found == everything[:5]


async def test_a_long_search_is_paged_under_one_trace(city: City) -> None:
    ids = [
        hotel["travclan_id"]
        for place in ("Goa", "Jaipur")
        for hotel in await city.show(place)
        if hotel["travclan_id"]
    ]
    first = await city.travclan_search(hotelIds=ids)
    trace = {"traceId": first["traceId"]}
    second = await city.travclan_search(hotelIds=ids, page=2, **trace)

    assert (first["nextPage"], second["nextPage"]) == (2, None)
    assert first["totalPages"] == second["totalPages"] == 2
    shown = [hotel["id"] for hotel in first["data"] + second["data"]]
    assert sorted(shown) == sorted(ids)
    assert second["traceId"] == first["traceId"]


async def test_a_trace_ends_after_forty_five_minutes(city: City) -> None:
    found = await city.travclan_search(locationId=await goa_id(city))
    hotel = next(h for h in found["data"] if h["isAvailable"])
    ask = {"traceId": found["traceId"], "hotelId": hotel["id"]}
    city.clock.pass_time(minutes=44)
    alive = await city.travclan(RATES_OF_SEARCH, **ask)
    city.clock.pass_time(minutes=2)
    over = await city.travclan(RATES_OF_SEARCH, **ask)
    next_page = await city.travclan(SEARCH, **stay_body(), page=2, traceId=found["traceId"])

    assert alive.json()["results"][0]["traceIdDetails"]["remainingTime"] == 60
    assert [alive.status_code, over.status_code, next_page.status_code] == [200, 400, 400]


@pytest.mark.parametrize(
    "change",
    [
        {"checkIn": "2026-11-02"},
        {"checkIn": "soon"},
        {"checkOut": "2026-12-12"},
        {"checkOut": "2027-01-12"},
        {"nationality": "India"},
        {"occupancies": []},
        {"occupancies": [{"numOfAdults": 2, "childAges": []}] * 11},
        {"occupancies": [{"numOfAdults": 0, "childAges": []}]},
        {"occupancies": [{"numOfAdults": 13, "childAges": []}]},
        {"occupancies": [{"numOfAdults": 2, "childAges": [1, 2, 3, 4, 5]}]},
        {"occupancies": [{"numOfAdults": 2, "childAges": [18]}]},
        {"locationId": "4"},
        {"locationId": None},
        {"page": 0},
    ],
)
async def test_what_the_rules_forbid_is_a_bad_request(city: City, change: dict[str, Any]) -> None:
    body = stay_body(locationId="90000001") | change
    answer = await city.travclan(SEARCH, **body)

    assert answer.status_code == 400
    assert answer.json()["error"]["errors"]


async def test_thirty_nights_and_ten_rooms_are_allowed(city: City) -> None:
    rooms = [{"numOfAdults": "2", "childAges": ["5"]}] * 10
    hotels = await city.travclan_hotels(
        locationId="90000001", checkOut="2027-01-11", occupancies=rooms
    )

    assert any(hotel["isAvailable"] for hotel in hotels)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ({"ratings": ["5"]}, lambda h: h["starRating"] == "5"),
        ({"type": ["Villa"]}, lambda h: h["type"] == "Villa"),
        ({"facilities": ["Spa"]}, lambda h: {"name": "Spa"} in h["facilities"]),
        ({"reviewRatings": [4.3]}, lambda h: float(h["reviews"][0]["rating"]) >= 4.3),
        ({"isRefundable": True}, lambda h: h["availability"]["options"]["freeCancellation"]),
        ({"freeBreakfast": True}, lambda h: h["availability"]["options"]["freeBreakfast"]),
        ({"hotelName": "hotel"}, lambda h: "hotel" in h["name"].lower()),
        ({"subLocationIds": ["1009000000100"]}, lambda h: "Calangute" in str(h["contact"])),
    ],
)
async def test_filters_narrow_the_search(city: City, wanted: dict[str, Any], holds: Any) -> None:
    everything = await city.travclan_hotels(locationId="90000001")
    narrowed = await city.travclan_hotels(locationId="90000001", filterBy=wanted)

    assert narrowed == [hotel for hotel in everything if hotel["isAvailable"] and holds(hotel)]
    assert 0 < len(narrowed) < len(everything)


async def test_a_search_can_be_sorted_by_price(city: City) -> None:
    hotels = await city.travclan_hotels(locationId="90000001", sortBy="price-low-to-high")
    prices = [h["availability"]["rate"]["finalRate"] for h in hotels if h["isAvailable"]]

    assert prices == sorted(prices)


async def test_the_search_and_the_rates_agree(city: City) -> None:
    found = await city.travclan_search(locationId="90000001")
    for hotel in [h for h in found["data"] if h["isAvailable"]][:8]:
        rates = await city.travclan(RATES_OF_SEARCH, traceId=found["traceId"], hotelId=hotel["id"])
        [room_rate] = rates.json()["results"][0]["data"][0]["roomRate"]
        totals = [rate["finalRate"] + rate["taxAmount"] for rate in room_rate["rates"].values()]
        assert min(totals) == hotel["availability"]["rate"]["finalRate"]


async def test_rates_have_the_recorded_traps(city: City) -> None:
    rates: dict[str, Any] = {}
    for hotel in await city.travclan_hotels(locationId="90000001"):
        answer = await city.travclan(RATES, **stay_body(), hotelId=hotel["id"])
        if answer.status_code == 200:
            rates |= answer.json()["results"][0]["data"][0]["roomRate"][0]["rates"]
    rules = [
        rule
        for rate in rates.values()
        for policy in rate["cancellationPolicies"]
        for rule in policy["rules"]
    ]
    fixed = [rate for rate in rates.values() if not rate["refundable"]]

    assert any("|" in rate_id for rate_id in rates)
    assert any(rate["cancellationPolicies"] == [] for rate in fixed)
    assert any(rule["start"].startswith("1970-01-01") for rule in rules)
    assert {rule["start"][-1] for rule in rules} == {"0", "Z"}
    assert any(rate["taxAmount"] > 0 for rate in rates.values())
    assert all(isinstance(rate["occupancies"][0]["numOfAdults"], str) for rate in rates.values())
    # Whole, and all in: the recorded rate has no tax, and is its base cut to a whole number.
    for rate in rates.values():
        assert rate["finalRate"] == int(round(rate["baseRate"] + rate["taxAmount"], 2))


async def test_rooms_are_priced_together_or_one_by_one(city: City) -> None:
    [hotel, *_] = [h for h in await city.travclan_hotels(locationId="90000001") if h["isAvailable"]]
    rooms = [{"numOfAdults": 2, "childAges": []}, {"numOfAdults": 1, "childAges": [7]}]
    answer = await city.travclan(RATES, **stay_body(occupancies=rooms), hotelId=hotel["id"])
    [found] = answer.json()["results"][0]["data"][0]["roomRate"]

    sizes = set()
    for recommendation in found["recommendations"].values():
        rates = [found["rates"][rate_id] for rate_id in recommendation["rates"]]
        assert sum(len(rate["occupancies"]) for rate in rates) == 2
        sizes.add(len(rates))
    assert sizes == {1, 2}


async def test_no_room_for_the_party_is_error_1013(city: City) -> None:
    [hotel, *_] = await city.travclan_hotels(locationId="90000001")
    crowd = [{"numOfAdults": 12, "childAges": []}]
    answer = await city.travclan(RATES, **stay_body(occupancies=crowd), hotelId=hotel["id"])

    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == 1013
    assert answer.json()["error"]["errors"] == ["No rooms available with selected criteria"]


async def test_content_tells_of_a_hotel_and_an_unknown_one_is_refused(city: City) -> None:
    [hotel, *_] = await city.travclan_hotels(locationId="90000001")
    path = "/travclan/api/v1/hotels/{}/static-content"
    told = await city.http.get(path.format(hotel["id"]), headers=city.headers)
    unknown = await city.http.get(path.format("123"), headers=city.headers)

    [content] = told.json()["results"][0]["data"]
    assert content["name"] == hotel["name"]
    assert content["images"][0]["links"][0]["url"].startswith("http://city.test/sandbox/photos/")
    assert unknown.status_code == 400


async def test_faults_and_the_log_stand_before_every_call(city: City) -> None:
    city.sandbox.faults.add("travclan", "status", match="hotels/search", status=503, times=1)
    failed = await city.travclan(SEARCH, **stay_body(), locationId="90000001")
    worked = await city.travclan(SEARCH, **stay_body(), locationId="90000001")

    assert [failed.status_code, worked.status_code] == [503, 200]
    kept = city.sandbox.log.after(0, "travclan")[-2:]
    assert [request.status for request in kept] == [503, 200]
    assert kept[-1].params["checkIn"] == "2026-12-12"

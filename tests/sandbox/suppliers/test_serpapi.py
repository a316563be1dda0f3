"""SerpAPI's emulator: lists, details, suggestions, flights, and what an account still has."""

from itertools import pairwise

import pytest

from .city import CHECK_IN, CHECK_OUT, City

TRIP = {
    "departure_id": "DEL",
    "arrival_id": "GOI",
    "outbound_date": str(CHECK_IN),
    "return_date": str(CHECK_OUT),
}


async def test_a_list_is_paged_by_twenty(city: City) -> None:
    first = (await city.serpapi(q="Hotels in Goa")).json()
    everything = await city.serpapi_hotels(q="Hotels in Goa")
    listed = [hotel["serpapi_id"] for hotel in await city.show() if hotel["serpapi_id"]]

    assert len(first["properties"]) == 20
    assert first["serpapi_pagination"]["current_to"] == 20
    assert first["search_information"]["total_results"] == len(listed)
    assert sorted(p["property_token"] for p in everything) == sorted(listed)
    assert first["search_parameters"]["adults"] == 2


@pytest.mark.parametrize("query", ["Goa", "hotels in Goa, India", "Best hotels near Calangute"])
async def test_a_query_is_read_as_a_traveller_writes_it(city: City, query: str) -> None:
    [hotel, *_] = (await city.serpapi(q=query)).json()["properties"]

    assert hotel["gps_coordinates"]["latitude"] == pytest.approx(15.4, abs=0.5)


async def test_a_hotel_is_found_by_its_name(city: City) -> None:
    hotel = await city.shared_hotel()
    name = hotel["names"]["serpapi"]
    [found, *_] = (await city.serpapi(q=f"{name}, Goa")).json()["properties"]

    assert found["name"] == name


async def test_some_fields_are_missing_as_they_are_in_life(city: City) -> None:
    everything = [
        hotel for place in ("Goa", "Jaipur", "Bali") for hotel in await city.serpapi_hotels(q=place)
    ]

    for name in ("total_rate", "hotel_class", "prices", "description", "deal"):
        having = sum(name in hotel for hotel in everything)
        assert 0 < having < len(everything), name
    assert {hotel["type"] for hotel in everything} == {"hotel", "vacation rental"}


async def test_nothing_found_is_an_error_that_answers_200(city: City) -> None:
    answer = await city.serpapi(q="xyzzy")

    assert answer.status_code == 200
    assert answer.json()["error"] == "Google Hotels hasn't returned any results for this query."
    assert "properties" not in answer.json()


async def test_details_agree_with_the_list(city: City) -> None:
    [hotel, *_] = await city.serpapi_hotels()
    detail = (await city.serpapi(property_token=hotel["property_token"])).json()

    assert detail["name"] == hotel["name"]
    assert detail["total_rate"] == hotel["total_rate"]
    sellers = [price["total_rate"]["extracted_lowest"] for price in detail["prices"]]
    assert min(sellers) == detail["total_rate"]["extracted_lowest"]
    assert detail["prices"][0]["official"] is True
    assert detail["featured_prices"][0]["rooms"]


async def test_prices_are_written_and_told_with_and_without_taxes(city: City) -> None:
    [rupees, *_] = (await city.serpapi()).json()["properties"]
    [dollars, *_] = (await city.serpapi(currency="USD")).json()["properties"]
    total = rupees["total_rate"]

    assert total["lowest"] == f"₹{total['extracted_lowest']:,}"
    assert total["extracted_before_taxes_fees"] < total["extracted_lowest"]
    assert dollars["total_rate"]["lowest"].startswith("$")
    assert dollars["total_rate"]["extracted_lowest"] == round(total["extracted_lowest"] / 84)


async def test_lists_are_filtered_and_sorted(city: City) -> None:
    cheap = await city.serpapi_hotels(sort_by="3", max_price="6000")
    rated = await city.serpapi_hotels(sort_by="8", rating="8")
    grand = await city.serpapi_hotels(hotel_class="5")
    prices = [h["total_rate"]["extracted_lowest"] for h in cheap if "total_rate" in h]

    assert prices == sorted(prices)
    assert max(prices) <= 18_000
    assert all(hotel["overall_rating"] >= 4 for hotel in rated)
    assert {hotel.get("extracted_hotel_class", 5) for hotel in grand} == {5}


@pytest.mark.parametrize(
    "change",
    [
        {"q": ""},
        {"check_in_date": "2026-11-02"},
        {"check_in_date": "tomorrow"},
        {"check_out_date": str(CHECK_IN)},
        {"check_out_date": "2027-02-12"},
        {"currency": "XXX"},
        {"children": "1"},
        {"children": "1", "children_ages": "six"},
        {"next_page_token": "?"},
        {"adults": "two"},
    ],
)
async def test_a_wrong_question_is_a_bad_request(city: City, change: dict[str, str]) -> None:
    answer = await city.serpapi(**change)

    assert answer.status_code == 400
    assert answer.json()["error"]


async def test_keys_and_engines_are_checked(city: City) -> None:
    wrong, none = await city.serpapi(api_key="wrong"), await city.serpapi(api_key="")

    assert [wrong.status_code, none.status_code] == [401, 401]
    assert wrong.json()["error"].startswith("Invalid API key.")
    assert (await city.serpapi("google_moon")).status_code == 400


async def test_a_child_of_school_age_costs(city: City) -> None:
    without = await city.serpapi_hotels()
    with_child = await city.serpapi_hotels(children="1", children_ages="9")
    pairs = [
        (a["total_rate"]["extracted_lowest"], b["total_rate"]["extracted_lowest"])
        for a, b in zip(without, with_child, strict=True)
        if "total_rate" in a and "total_rate" in b
    ]

    assert all(more > less for less, more in pairs)


async def test_suggestions_hold_places_and_properties(city: City) -> None:
    goa = (await city.serpapi("google_hotels_autocomplete", q="goa")).json()["suggestions"]
    nothing = (await city.serpapi("google_hotels_autocomplete", q="xyzzy")).json()
    hotel = next(found for found in goa if found["type"] == "accommodation")
    detail = (await city.serpapi(property_token=hotel["property_token"])).json()

    assert (goa[0]["value"], goa[0]["type"]) == ("Goa, India", "location")
    assert detail["name"] == hotel["autocomplete_suggestion"]
    assert nothing["error"].startswith("Google Hotels Autocomplete hasn't returned")


async def test_a_round_trip_takes_three_steps(city: City) -> None:
    outbound = (await city.serpapi("google_flights", **TRIP)).json()
    chosen = outbound["best_flights"][0]
    back = (
        await city.serpapi("google_flights", **TRIP, departure_token=chosen["departure_token"])
    ).json()
    home = back["other_flights"][0]
    options = (
        await city.serpapi("google_flights", **TRIP, booking_token=home["booking_token"])
    ).json()

    assert home["price"] == chosen["price"]
    assert home["flights"][0]["departure_airport"]["id"] == "GOI"
    assert options["booking_options"][0]["together"]["price"] == home["price"]
    assert len(options["selected_flights"]) == 2
    assert len(outbound["price_insights"]["price_history"]) == 61


async def test_flights_between_any_airports_of_two_cities(city: City) -> None:
    many = TRIP | {"arrival_id": "GOI,GOX,QQQ"}
    outbound = (await city.serpapi("google_flights", **many)).json()
    rows = [*outbound.get("best_flights", []), *outbound["other_flights"]]
    ends = {row["flights"][-1]["arrival_airport"]["id"] for row in rows}
    assert ends == {"GOI", "GOX"}
    assert [row["price"] for row in rows] == sorted(row["price"] for row in rows)
    chosen = next(r for r in rows if r["flights"][-1]["arrival_airport"]["id"] == "GOX")
    token = chosen["departure_token"]
    back = (await city.serpapi("google_flights", **many, departure_token=token)).json()
    assert back["other_flights"][0]["price"] == chosen["price"]


async def test_a_fare_stays_near_where_it_was_the_day_before(city: City) -> None:
    insights = (await city.serpapi("google_flights", **TRIP)).json()["price_insights"]
    history = insights["price_history"]
    assert history[-1][1] == insights["lowest_price"]
    steps = [abs(b[1] / a[1] - 1) for a, b in pairwise(history[:-1])]
    assert max(steps) < 0.05
    assert len({fare for _stamp, fare in history}) > 20
    assert {b[0] - a[0] for a, b in pairwise(history)} == {86_400}


async def test_infants_and_children_pay_less(city: City) -> None:
    single = {k: v for k, v in TRIP.items() if k != "return_date"} | {"type": "2"}
    fares = [
        (await city.serpapi("google_flights", **single, adults="1", **more)).json()[
            "price_insights"
        ]["lowest_price"]
        for more in ({}, {"infants_on_lap": "1"}, {"children": "1"}, {"travel_class": "3"})
    ]
    assert fares[0] < fares[1] < fares[2] < 2 * fares[0] < fares[3]


async def test_the_two_flight_tokens_exclude_each_other(city: City) -> None:
    tokens = {"departure_token": "a", "booking_token": "b"}

    assert (await city.serpapi("google_flights", **TRIP, **tokens)).status_code == 400
    for name in tokens:
        assert (await city.serpapi("google_flights", **TRIP, **{name: "x"})).status_code == 400


async def test_an_unknown_airport_has_no_flights(city: City) -> None:
    answer = await city.serpapi("google_flights", **(TRIP | {"arrival_id": "QQQ"}))

    assert answer.status_code == 200
    assert answer.json()["error"] == "Google Flights hasn't returned any results for this query."


async def test_searches_are_counted_and_run_out(city: City) -> None:
    account = "/serpapi/account.json?api_key=sandbox"
    before = (await city.http.get(account)).json()["total_searches_left"]
    await city.serpapi()
    after = (await city.http.get(account)).json()["total_searches_left"]
    await city.http.post("/sandbox/serpapi", json={"searches_left": 0})
    refused = await city.serpapi()

    assert before - after == 1
    assert refused.status_code == 429
    assert refused.json()["error"] == "Your account has run out of searches."
    assert (await city.http.get(account)).json()["plan_searches_left"] == 0


async def test_the_hourly_limit_has_a_text_of_its_own_and_ends_with_the_hour(city: City) -> None:
    await city.http.post("/sandbox/serpapi", json={"hourly_limit": 1})
    statuses = [(await city.serpapi()).status_code for _ in range(2)]
    refused = await city.serpapi()
    city.clock.pass_time(hours=1)

    assert statuses == [200, 429]
    assert "hourly throughput limit" in refused.json()["error"]
    assert (await city.serpapi()).status_code == 200


async def test_both_kinds_of_429_can_be_planted(city: City) -> None:
    city.sandbox.faults.add("serpapi", "status", status=429, times=1)
    city.sandbox.faults.add("serpapi", "status", status=429, retry_after=30, times=1)
    exhausted, throttled = await city.serpapi(), await city.serpapi()

    assert "run out of searches" in exhausted.json()["error"]
    assert "run out" not in throttled.json()["error"]
    assert throttled.headers["Retry-After"] == "30"


async def test_the_cache_when_on_answers_the_same_for_an_hour_and_free(city: City) -> None:
    await city.http.post("/sandbox/serpapi", json={"cache": True})
    hotel = await city.shared_hotel()
    before = (await city.serpapi()).json()
    await city.move(hotel, "price", percent=-40)
    kept, fresh = (await city.serpapi()).json(), (await city.serpapi(no_cache="true")).json()
    city.clock.pass_time(minutes=61)

    assert kept == before
    assert fresh["properties"] != before["properties"]
    assert (await city.serpapi()).json()["properties"] != before["properties"]
    account = (await city.http.get("/serpapi/account.json?api_key=sandbox")).json()
    assert account["this_month_usage"] == 3

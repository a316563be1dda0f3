"""What is done to the market by hand is seen at both suppliers."""

import pytest

from sandbox.market.identities import find_hotel

from .city import CHECK_IN, CHECK_OUT, RATES, City, stay_body


async def test_a_hotel_is_shown_with_its_ids_and_price(city: City) -> None:
    hotel = await city.shared_hotel()

    assert hotel["price"] == min(hotel["prices"].values())
    assert await city.prices(hotel) == (hotel["prices"]["travclan"], hotel["prices"]["serpapi"])
    for key in ("id", "travclan_id", "serpapi_id"):
        found = find_hotel(city.market, hotel[key])
        assert found is not None
        assert found.name == hotel["name"]


async def test_a_percentage_moves_both_suppliers(city: City) -> None:
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)
    answer = await city.move(hotel, "price", percent=-15)
    after = await city.prices(hotel)

    assert answer.status_code == 200
    for old, new in zip(before, after, strict=True):
        assert old is not None
        assert new == pytest.approx(old * 0.85, abs=1)


async def test_a_total_is_what_the_cheaper_supplier_asks(city: City) -> None:
    hotel = await city.shared_hotel()
    await city.move(hotel, "price", total=7777)
    rate, shown = await city.prices(hotel)

    assert rate is not None
    assert shown is not None
    assert min(rate, shown) == 7777


async def test_a_move_of_other_dates_leaves_these_alone(city: City) -> None:
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)
    await city.move(hotel, "price", percent=-50, check_in="2027-01-04", check_out="2027-01-06")
    await city.move(hotel, "price", total=100, check_in="2027-01-04", check_out="2027-01-06")

    assert await city.prices(hotel) == before


async def test_a_move_of_one_night_touches_its_share(city: City) -> None:
    hotel = await city.shared_hotel()
    (before, _) = await city.prices(hotel)
    await city.move(hotel, "price", percent=-30, check_in=str(CHECK_IN), check_out="2026-12-13")
    (after, _) = await city.prices(hotel)

    assert before is not None
    assert after is not None
    assert before * 0.85 < after < before * 0.95


async def test_a_move_ends_after_its_minutes(city: City) -> None:
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)
    await city.move(hotel, "price", percent=-20, minutes=5)
    during = await city.prices(hotel)
    city.clock.pass_time(minutes=6)

    assert during != before
    assert await city.prices(hotel) == before


async def test_a_move_can_be_for_one_supplier(city: City) -> None:
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)
    await city.move(hotel, "price", percent=-20, supplier="serpapi")
    after = await city.prices(hotel)

    assert after[0] == before[0]
    assert after[1] != before[1]


async def test_a_closed_hotel_is_sold_out_everywhere_until_it_opens(city: City) -> None:
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)
    await city.move(hotel, "availability", available=False)
    rates = await city.travclan(RATES, **stay_body(), hotelId=hotel["travclan_id"])

    assert await city.prices(hotel) == (None, None)
    assert rates.status_code == 500
    assert rates.json()["error"]["code"] == 1013
    await city.move(hotel, "availability", available=True)
    assert await city.prices(hotel) == before


async def test_a_glitch_spoils_so_many_answers(city: City) -> None:
    hotel = await city.shared_hotel()
    (rate, shown) = await city.prices(hotel)
    await city.move(hotel, "glitch", factor=0.1, times=1)
    await city.show()
    (wrong, _) = await city.prices(hotel)

    assert rate is not None
    assert wrong == rate // 10
    assert await city.prices(hotel) == (rate, shown)


async def test_a_reset_undoes_everything(city: City) -> None:
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)
    await city.move(hotel, "price", percent=-15)
    await city.move(hotel, "availability", available=False)
    await city.http.post("/sandbox/serpapi", json={"searches_left": 0})
    city.market.reset()

    assert await city.prices(hotel) == before


@pytest.mark.parametrize(
    ("what", "body"),
    [
        ("price", {}),
        ("price", {"percent": -5, "total": 100}),
        ("price", {"percent": -100}),
        ("price", {"total": 0}),
        ("price", {"percents": -5}),
        ("availability", {}),
        ("glitch", {"factor": 0, "times": 1}),
        ("glitch", {"factor": 2, "times": 0}),
    ],
)
async def test_a_hand_that_makes_no_sense_is_refused(
    city: City, what: str, body: dict[str, int]
) -> None:
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)

    assert (await city.move(hotel, what, **body)).status_code == 422
    assert await city.prices(hotel) == before


async def test_unknown_hotels_places_and_routes_are_not_found(city: City) -> None:
    hotels = await city.http.get("/sandbox/market/hotels", params={"destination": "xyzzy"})
    price = await city.move({"id": "1-01"}, "price", percent=-5)
    fare = await city.http.post("/sandbox/market/flights/DEL-QQQ/price", json={"percent": -5})

    assert [hotels.status_code, price.status_code, fare.status_code] == [404, 404, 404]


async def test_a_fare_moves(city: City) -> None:
    trip = {
        "departure_id": "DEL",
        "arrival_id": "GOI",
        "outbound_date": str(CHECK_IN),
        "return_date": str(CHECK_OUT),
    }
    one_way = {k: v for k, v in trip.items() if k != "return_date"} | {"type": "2"}
    before = (await city.serpapi("google_flights", **trip)).json()["price_insights"]
    await city.http.post("/sandbox/market/flights/del-goi/price", json={"total": 1500})
    after = (await city.serpapi("google_flights", **trip)).json()["price_insights"]
    single = (await city.serpapi("google_flights", **one_way)).json()["price_insights"]

    assert after["lowest_price"] < before["lowest_price"]
    assert single["lowest_price"] == 1500


async def test_drift_can_be_stilled(city: City) -> None:
    await city.http.post("/sandbox/market", json={"drift": 0})
    hotel = await city.shared_hotel()
    before = await city.prices(hotel)
    city.clock.pass_time(hours=3)

    assert await city.prices(hotel) == before

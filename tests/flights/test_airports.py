"""Airports by code, by city, by what people call them, and by nearness."""

import time

import pytest

from bench.yardstick import yardstick
from domain.app import App
from domain.flights.airports import nearest_airports
from domain.flights.endpoints import endpoint_by_key, find_endpoint
from domain.flights.errors import AirportAmbiguous, AirportUnknown
from domain.suppliers.contract import Coordinates


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("DEL", {"DEL"}),
        ("cdg", {"CDG"}),
        ("London", {"LCY", "LGW", "LHR", "LTN", "STN"}),
        ("LON", {"LCY", "LGW", "LHR", "LTN", "STN"}),
        ("Paris", {"CDG", "ORY"}),
        ("Goa", {"GOI", "GOX"}),
        ("goa", {"GOI", "GOX"}),
        ("Bengaluru", {"BLR"}),
        ("Bangalore", {"BLR"}),
        ("Bombay", {"BOM", "NMI"}),
        ("Delhi", {"DEL"}),
        ("New York", {"JFK", "LGA", "EWR"}),
        ("Heathrow", {"LHR"}),
        ("heathro airport", {"LHR"}),
        ("Charles de Gaulle", {"CDG"}),
        ("Jaipr", {"JAI"}),
        ("Bali", {"DPS"}),
        ("Agra", {"AGR"}),
        ("दिल्ली", {"DEL"}),
        ("Мумбаи", {"BOM", "NMI"}),
        ("Nice", {"NCE"}),
    ],
)
async def test_what_travellers_call_an_airport(app: App, typed: str, codes: set[str]) -> None:
    assert set((await find_endpoint(app.pool, typed)).codes) == codes


async def test_a_code_in_capitals_that_is_a_city_too_is_asked(app: App) -> None:
    with pytest.raises(AirportAmbiguous) as raised:
        await find_endpoint(app.pool, "GOA")
    keys = [key for key, _name in raised.value.candidates]
    assert {tuple(sorted(key.split(","))) for key in keys} == {("GOI", "GOX"), ("GOA",)}


@pytest.mark.parametrize("typed", ["Xqzzyw", "QQQ", "", "?"])
async def test_what_is_no_airport_is_told(app: App, typed: str) -> None:
    with pytest.raises(AirportUnknown):
        await find_endpoint(app.pool, typed)


async def test_near_me_is_in_order_with_distances_and_without_airfields() -> None:
    near = await nearest_airports(Coordinates(51.5, -0.12))
    assert [one.airport.code for one in near][:2] == ["LCY", "LHR"]
    assert [one.km for one in near] == sorted(one.km for one in near)
    assert not {"NHT", "BQH"} & {one.airport.code for one in near}
    assert 20 < next(one.km for one in near if one.airport.code == "LHR") < 30


async def test_nothing_is_near_the_middle_of_the_sea() -> None:
    assert await nearest_airports(Coordinates(-48.9, -123.4)) == []


async def test_a_key_finds_the_same_airports_again(app: App) -> None:
    london = await find_endpoint(app.pool, "London")
    assert (await endpoint_by_key(london.key)).codes == london.codes
    with pytest.raises(AirportUnknown):
        await endpoint_by_key("???")


async def test_finding_one_takes_no_time(app: App) -> None:
    await find_endpoint(app.pool, "London")
    began = time.process_time()
    for typed in ("Heathrow", "London", "Jaipr", "BLR", "Lisbon"):
        await find_endpoint(app.pool, typed)
    each = (time.process_time() - began) / 5 * 1000
    assert each < 100 * yardstick()["processor_ms"]

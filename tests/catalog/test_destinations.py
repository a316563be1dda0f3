"""Places are found by whatever travellers call them, on the seeded database."""

import pytest

from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.catalog.points import destination_around, destination_of
from domain.catalog.queries.places import airports_called
from domain.catalog.seed import seed_catalogue
from domain.catalog.suggestions import find_destinations, spelt_nearly
from domain.suppliers.contract import Coordinates


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Goa", "Goa, India"),
        ("गोवा", "Goa, India"),
        ("bangalore", "Bengaluru, India"),
        ("Bombay", "Mumbai, India"),
        ("मुंबई", "Mumbai, India"),
        ("जयपुर", "Jaipur, India"),
        ("दिल्ली", "Delhi, India"),
        ("PARIS", "Paris, France"),
        ("new york", "New York City, New York, United States"),
        ("São Paulo", "São Paulo, Brazil"),
        ("sao paulo", "São Paulo, Brazil"),
        ("Kerala", "Kerala, India"),
    ],
)
async def test_a_place_is_found_by_any_of_its_names(app: App, typed: str, found: str) -> None:
    assert str((await resolve_destination(app.pool, typed)).full_name) == found


async def test_namesakes_of_like_size_are_asked_about(app: App) -> None:
    with pytest.raises(PlaceAmbiguous) as asked:
        await resolve_destination(app.pool, "Hyderabad")
    assert [str(name) for _id, name in asked.value.candidates] == [
        "Hyderabad, India",
        "Hyderabad, Pakistan",
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jaipr", "Jaipur, India"),
        ("jiapur", "Jaipur, India"),
        ("bercelona", "Barcelona, Spain"),
        ("Londn", "London, United Kingdom"),
        ("Масква", "Moscow, Russian Federation"),
        ("लोनावला", "Lonavala, India"),
        ("Сан-Фрациско", "San Francisco, California, United States"),
        ("Thiruvanantpuram", "Thiruvananthapuram, India"),
    ],
)
async def test_a_misspelt_place_is_suggested_first(app: App, typed: str, meant: str) -> None:
    assert str((await find_destinations(app.pool, typed))[0].full_name) == meant


async def test_nonsense_suggests_nothing(app: App) -> None:
    assert await find_destinations(app.pool, "xqzzyw") == ()
    with pytest.raises(PlaceUnknown):
        await resolve_destination(app.pool, "xqzzyw")


async def test_ones_own_country_and_recent_places_come_first(app: App) -> None:
    at_home = await find_destinations(app.pool, "san", country_code="US")
    assert at_home[0].place.country_code == "US"
    mali = next(one for one in await find_destinations(app.pool, "san", 50) if one.name == "San")
    again = await find_destinations(app.pool, "san", country_code="US", recent=(mali.id,))
    assert again[0].id == mali.id


@pytest.mark.parametrize(
    ("latitude", "longitude", "name"),
    [
        (15.50, 73.83, "Panjim"),
        (48.86, 2.35, "Paris"),
        (55.75, 37.62, "Moscow"),
        (28.61, 77.21, "Delhi"),
        (27.17, 78.04, "Agra"),
    ],
)
async def test_a_point_belongs_to_the_city_around_it(
    app: App, latitude: float, longitude: float, name: str
) -> None:
    around = await destination_around(app.pool, Coordinates(latitude, longitude))
    assert around is not None
    assert around.name == name


async def test_the_middle_of_the_ocean_belongs_to_nobody(app: App) -> None:
    assert await destination_around(app.pool, Coordinates(-48.9, -123.4)) is None
    assert await destination_around(app.pool, Coordinates(90, 0)) is None


@pytest.mark.parametrize(
    ("called", "iata", "stays_in"),
    [
        ("cdg", "CDG", "Paris"),
        ("charles de gaulle", "CDG", "Paris"),
        ("heathrow", "LHR", "London"),
        ("jfk", "JFK", "New York City"),
        ("dabolim", "GOI", "Goa"),
        ("шереметьево", "SVO", "Moscow"),
    ],
)
async def test_an_airport_is_found_and_serves_a_place(
    app: App, called: str, iata: str, stays_in: str
) -> None:
    (airport,) = (await airports_called(app.pool, [called]))[called]
    assert airport.iata == iata
    served = await destination_of(app.pool, airport)
    assert served is not None
    assert served.name == stays_in


@pytest.mark.parametrize("typed", ["", "%", "_", "'; DROP TABLE destinations", "💥", "a" * 300])
async def test_odd_text_finds_nothing_and_breaks_nothing(app: App, typed: str) -> None:
    with pytest.raises(PlaceUnknown):
        await resolve_destination(app.pool, typed)


async def test_what_is_longer_than_any_name_is_not_looked_up_with_its_slips(app: App) -> None:
    endless = "q" * 4_000  # its two hundred thousand slips would take a gigabyte
    assert [*await spelt_nearly(app.pool, ["jaipr", endless])] == ["jaipr"]


async def test_the_beginning_of_a_name_suggests_the_largest_places(app: App) -> None:
    names = [one.name for one in await find_destinations(app.pool, "mumb")]
    assert names[0] == "Mumbai"


async def test_the_seed_is_written_once(app: App) -> None:
    before = await app.pool.fetchval("SELECT count(*) FROM destinations")
    assert before > 100_000
    assert await seed_catalogue(app.pool) is False
    assert await app.pool.fetchval("SELECT count(*) FROM airports") > 7_000


def test_folding_keeps_what_makes_a_word() -> None:
    assert fold("  São-Paulo! ") == "sao paulo"
    assert fold("मुंबई") == "मुंबई"
    assert fold("Чёрная") == "черная"

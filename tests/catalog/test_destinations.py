"""Places are found by whatever travellers call them, on the seeded database."""

import pytest

from domain.app import App
from domain.catalog.destinations import find_destinations, resolve_destination
from domain.catalog.folding import fold
from domain.catalog.seed import seed_catalogue
from domain.errors import PlaceAmbiguous, PlaceUnknown


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
    assert (await resolve_destination(app.pool, typed)).full_name == found


async def test_namesakes_of_like_size_are_asked_about(app: App) -> None:
    with pytest.raises(PlaceAmbiguous) as asked:
        await resolve_destination(app.pool, "Hyderabad")
    assert [name for _id, name in asked.value.candidates] == [
        "Hyderabad, India",
        "Hyderabad, Pakistan",
    ]


async def test_a_misspelt_place_is_unknown_with_what_was_perhaps_meant(app: App) -> None:
    with pytest.raises(PlaceUnknown) as unknown:
        await resolve_destination(app.pool, "jaipr")
    assert "Jaipur, India" in [name for _id, name in unknown.value.suggestions]
    with pytest.raises(PlaceUnknown) as nonsense:
        await resolve_destination(app.pool, "xqzzyw")
    assert nonsense.value.suggestions == ()


@pytest.mark.parametrize("typed", ["", "%", "_", "'; DROP TABLE destinations", "💥", "a" * 300])
async def test_odd_text_finds_nothing_and_breaks_nothing(app: App, typed: str) -> None:
    with pytest.raises(PlaceUnknown):
        await resolve_destination(app.pool, typed)


async def test_the_beginning_of_a_name_suggests_the_largest_places(app: App) -> None:
    names = [one.name for one in await find_destinations(app.pool, "mumb")]
    assert names[0] == "Mumbai"


async def test_the_seed_is_written_once(app: App) -> None:
    before = await app.pool.fetchval("SELECT count(*) FROM destinations")
    assert before > 30_000
    assert await seed_catalogue(app.pool) is False
    assert await app.pool.fetchval("SELECT count(*) FROM airports") > 7_000


def test_folding_keeps_what_makes_a_word() -> None:
    assert fold("  São-Paulo! ") == "sao paulo"
    assert fold("मुंबई") == "मुंबई"
    assert fold("Чёрная") == "черная"

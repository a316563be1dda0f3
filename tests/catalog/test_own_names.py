"""Places are called as the traveller calls them, and found by that name."""

import pytest

from bot.locales import translator
from domain.app import App
from domain.catalog.countries import countries_by_name
from domain.catalog.destinations import resolve_destination
from domain.catalog.folding import fold
from domain.catalog.own_names import own_name, own_names
from domain.full_names import FullName
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES

LETTERS = {"hi": ("\u0900", "\u097f"), "ru": ("\u0400", "\u04ff")}


@pytest.mark.parametrize(
    ("country", "name", "language", "own"),
    [
        ("IN", "Goa", "hi", "गोवा"),
        ("GB", "London", "es", "Londres"),
        ("DE", "Munich", "ru", "Мюнхен"),
        ("US", "New York City", "ru", "Нью-Йорк"),
        ("ES", "San Sebastián", "es", "San Sebastián"),
        ("IN", "Jaipur", "es", "Jaipur"),
        ("IN", "Goa", "en", "Goa"),
        ("IN", "Goa", "fr", "Goa"),
        ("ZZ", "Nowhere", "ru", "Nowhere"),
    ],
)
def test_a_place_has_its_own_name(country: str, name: str, language: str, own: str) -> None:
    assert own_name(country, name, language) == own


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "San Francisco, California, United States"),
        ("es", "San Francisco, California, Estados Unidos"),
        ("hi", "सैन फ़्रांसिस्को, कैलिफोर्निया, संयुक्त राज्य"),
        ("ru", "Сан-Франциско, Калифорния, Соединенные Штаты"),
    ],
)
def test_all_that_a_place_lies_in_is_in_one_language(language: str, told: str) -> None:
    name = FullName(("San Francisco", "California"), "US", "United States")
    assert translator(language).full_name(name) == told


def test_a_country_of_one_city_is_named_once() -> None:
    name = FullName(("Singapore",), "SG", "Singapore", ("SIN",))
    assert translator("ru").full_name(name) == "Сингапур (SIN)"


def test_every_language_has_names_of_its_own() -> None:
    told = {language for own in own_names().values() for language in own}
    assert told == set(LANGUAGES) - {DEFAULT_LANGUAGE}


def test_every_name_is_in_its_languages_letters() -> None:
    known = set(countries_by_name().values())
    for (country, name), own in own_names().items():
        assert country in known, name
        assert name == fold(name)
        for language, text in own.items():
            assert text == text.strip(), (name, text)
            assert language in set(LANGUAGES) - {DEFAULT_LANGUAGE}
            first, last = LETTERS.get(language, ("\u0000", "\u024f"))
            letters = [c for c in text if c.isalpha()]
            assert letters, (name, text)
            assert all(first <= c <= last for c in letters), (name, text)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_large_places_are_found_by_what_they_are_called(app: App, language: str) -> None:
    """What a button says can be written."""
    rows = await app.pool.fetch(
        """
        SELECT d.name, d.country_id, array_agg(n.name) AS names FROM destinations d
        JOIN destination_names n ON n.destination_id = d.id
        WHERE d.population > 300000 GROUP BY d.id
        """
    )
    lost = []
    for row in rows:
        own = own_name(row["country_id"], row["name"], language)
        if own != row["name"] and fold(own) not in row["names"]:
            lost.append(own)
    assert not lost, lost


async def test_a_place_is_resolved_by_its_own_name(app: App) -> None:
    for own, name in (("Лондон", "London"), ("Londres", "London"), ("उदयपुर", "Udaipur")):
        assert (await resolve_destination(app.pool, own)).name == name

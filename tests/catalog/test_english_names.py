"""Places are shown in English as travellers write them, and found by what they call themselves."""

import pytest

from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.catalog.english_names import english_name, native_names
from domain.catalog.folding import fold
from domain.catalog.tables import table_rows

SHOWN = [
    ("nainital", "Nainital"), ("naini tal", "Nainital"), ("mount abu", "Mount Abu"),
    ("mahabaleshwar", "Mahabaleshwar"), ("kalimpong", "Kalimpong"), ("alibag", "Alibag"),
    ("lonavala", "Lonavala"), ("lonavla", "Lonavala"), ("rishikesh", "Rishikesh"),
    ("darjeeling", "Darjeeling"), ("dharamshala", "Dharamshala"), ("kullu", "Kullu"),
    ("seville", "Seville"), ("sevilla", "Seville"), ("munich", "Munich"), ("köln", "Cologne"),
    ("bruges", "Bruges"), ("brugge", "Bruges"), ("corfu", "Corfu"), ("isfahan", "Isfahan"),
    ("da lat", "Da Lat"), ("khiva", "Khiva"), ("сухум", "Sukhumi"), ("heraklion", "Heraklion"),
    ("bariloche", "Bariloche"), ("नैनीताल", "Nainital"), ("माउंट आबू", "Mount Abu"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "name", "english"),
    [
        ("IN", "Rishīkesh", "Rishikesh"),
        ("IN", "Naini Tāl", "Nainital"),
        ("EG", "Al ‘Ayyāţ", "Al Ayyat"),
        ("RU", "Arkhangel’sk", "Arkhangelsk"),
        ("CN", "Xi’an", "Xi'an"),
        ("VN", "Ðà Lạt", "Da Lat"),
        ("JP", "Kōfu", "Kofu"),
        # Where people write their own names in Latin letters those are kept.
        ("ES", "Córdoba", "Córdoba"),
        ("PL", "Kraków", "Kraków"),
        ("ES", "Sevilla", "Seville"),
    ],
)
def test_a_transliteration_is_written_plainly(country: str, name: str, english: str) -> None:
    assert english_name(country, name) == english


def test_what_a_place_calls_itself_is_no_foreign_name() -> None:
    assert native_names("DE", "Cologne") == {"koln"}
    assert native_names("DE", "Berlin") == frozenset()


async def test_places_are_shown_as_travellers_write_them(app: App) -> None:
    told = {typed: (await resolve_destination(app.pool, typed)).name for typed, _shown in SHOWN}
    assert told == dict(SHOWN)


async def test_the_table_speaks_of_places_of_the_catalogue(app: App) -> None:
    told = await app.pool.fetch(
        "SELECT d.country_id, d.name, n.name AS called FROM destinations d"
        " JOIN destination_names n ON n.destination_id = d.id WHERE n.is_own"
    )
    known = {(row["country_id"], row["name"], row["called"]) for row in told}
    missing = [
        (code, english)
        for code, name, english in table_rows("english_names.tsv")
        if (code, english, fold(name)) not in known
    ]
    assert missing == []

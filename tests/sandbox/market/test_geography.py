"""Places are found by the names that travellers use."""

import pytest

from sandbox.market.geography import load_geography
from sandbox.market.places import fold

GEOGRAPHY = load_geography()


@pytest.mark.parametrize(
    ("text", "full_name"),
    [
        ("Goa", "Goa, India"),
        ("goa", "Goa, India"),
        ("Goa, Philippines", "Goa, Bicol, Philippines"),
        ("Calangute", "Calangute, Goa, India"),
        ("Panjim", "Panaji, Goa, India"),
        ("Bali", "Bali, Indonesia"),
        ("male", "Malé, Maldives"),
        ("Hyderabad", "Hyderabad, Telangana, India"),
        ("Hyderabad, Pakistan", "Hyderabad, Sindh, Pakistan"),
        ("Bombay", "Mumbai, Maharashtra, India"),
        ("delhi", "New Delhi, Delhi, India"),
        ("GOI", "Goa, India"),
        ("Charles de Gaulle airport", "Paris, Ile-de-France, France"),
    ],
)
def test_a_place_is_found(text: str, full_name: str) -> None:
    place = GEOGRAPHY.find(text)

    assert place is not None
    assert place.full_name == full_name


def test_nonsense_is_no_place() -> None:
    assert GEOGRAPHY.find("xyzzy") is None
    assert GEOGRAPHY.find("") is None
    assert GEOGRAPHY.suggest("xyzzy") == []


@pytest.mark.parametrize("text", ["Goa", "Calangute", "Jaipur", "London"])
def test_an_id_leads_back_to_its_place(text: str) -> None:
    place = GEOGRAPHY.find(text)

    assert place is not None
    assert GEOGRAPHY.place(place.id) == place


@pytest.mark.parametrize(
    "place_id", ["", "goa", "1", "1000000000099", "1009000000199", "2999999999999"]
)
def test_an_unknown_id_is_no_place(place_id: str) -> None:
    assert GEOGRAPHY.place(place_id) is None


def test_suggestions_begin_with_the_text_and_the_exact_name_leads() -> None:
    names = [place.full_name for place in GEOGRAPHY.suggest("hyderabad")]

    assert names[:2] == ["Hyderabad, Telangana, India", "Hyderabad, Sindh, Pakistan"]
    assert all(fold(place.title).startswith("pan") for place in GEOGRAPHY.suggest("pan"))


def test_an_airport_is_suggested_by_code_and_by_city() -> None:
    assert GEOGRAPHY.suggest_airports("DEL")[0].code == "DEL"
    assert "DEL" in [airport.code for airport in GEOGRAPHY.suggest_airports("new delhi")]

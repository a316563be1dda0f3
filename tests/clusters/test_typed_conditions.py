"""Conditions as administrators type them."""

from decimal import Decimal

import pytest

from domain.accounts.travellers import meet_traveller
from domain.app import App
from domain.catalog.errors import PlaceUnknown
from domain.clusters.distances import read_distance
from domain.clusters.errors import ConditionNotUnderstood
from domain.clusters.rules import (
    Chain,
    Condition,
    Country,
    Distance,
    Place,
    Popularity,
    Price,
    Property,
    Rating,
    Stars,
)
from domain.clusters.typed_conditions import condition_around, read_condition
from domain.errors import NotFound
from domain.reading.amounts import writing_as
from domain.reading.errors import AmountRefused


async def read(app: App, kind: str, text: str) -> Condition:
    traveller = await meet_traveller(1, "Asha", "en-IN", app.clock.now())
    return await read_condition(app.pool, kind, text, writing_as(traveller))


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        ("stars", "4", Stars(least=4)), ("stars", "4+", Stars(least=4)),
        ("stars", "3 - 5", Stars(least=3, most=5)), ("stars", "≤3", Stars(most=3)),
        ("rating", "4,2+", Rating(least=4.2)), ("rating", "3.5–4.5", Rating(least=3.5, most=4.5)),
        ("popularity", "500", Popularity(least=500)), ("stars", "४+", Stars(least=4)),
        ("popularity", "1,000+", Popularity(least=1000)),
        ("popularity", "1.000-1 000 000", Popularity(least=1000, most=1_000_000)),
        ("popularity", "≤१,००,०००", Popularity(most=100_000)),
        ("chain", "Taj,  Oberoi ", Chain(of=("Taj", "Oberoi"))),
        ("chain", "Taj,,Taj", Chain(of=("Taj",))),
        ("chain", "टाज", Chain(of=("टाज",))), ("property", "resort", Property(of=("resort",))),
        ("price", "under 8000", Price(currency="INR", most=Decimal(8000))),
        ("price", "₹4,000-₹8,000", Price(currency="INR", least=Decimal(4000), most=Decimal(8000))),
    ],
)  # fmt: skip
async def test_what_is_typed_is_understood(
    app: App, kind: str, text: str, meant: Condition
) -> None:
    assert await read(app, kind, text) == meant


async def test_places_are_the_catalogues(app: App) -> None:
    place = await read(app, "place", "goa")
    assert isinstance(place, Place)
    assert place.name.startswith("Goa")
    for text in ("India", "Индия", "भारत"):
        assert await read(app, "place", text) == Country(code="IN")
    for text, far in (("5 km of Panaji", 5), ("5 Panaji", 5), ("2,5км от Panaji", 2.5)):
        near = await read(app, "distance", text)
        assert isinstance(near, Distance)
        assert (near.most_km, round(near.latitude, 1)) == (far, 15.5)


@pytest.mark.parametrize(
    ("text", "far", "place"),
    [
        ("3 miles from Panaji", 4.83, "Panaji"), ("5 миль от Гоа", 8.05, "Гоа"),
        ("पणजी से ५ किमी", 5, "पणजी"), ("5 कि.मी. पणजी", 5, "पणजी"),
        ("500 m of Panaji", 0.5, "Panaji"),
        ("10 km. de Málaga", 10, "Málaga"), ("5 Mumbai", 5, "Mumbai"),
        ("New Delhi, India 2,5 km", 2.5, "New Delhi, India"),
    ],
)  # fmt: skip
def test_distances_are_read_in_any_unit_and_language(text: str, far: float, place: str) -> None:
    told = read_distance(text)
    assert told is not None
    assert (round(told.kilometres, 2), told.place) == (far, place)


@pytest.mark.parametrize("text", ["Panaji", "5", "5 %", "km 5", "-5 km Goa", "1e9 km Goa", "5km"])
def test_what_is_no_distance_is_none(text: str) -> None:
    assert read_distance(text) is None


async def test_a_place_that_was_chosen_is_taken_within_bounds(app: App) -> None:
    place = await read(app, "place", "goa")
    assert isinstance(place, Place)
    assert await condition_around(app.pool, place.destination_id, None) == place
    near = await condition_around(app.pool, place.destination_id, 5)
    assert isinstance(near, Distance)
    with pytest.raises(ConditionNotUnderstood):
        await condition_around(app.pool, place.destination_id, 201)
    with pytest.raises(NotFound):
        await condition_around(app.pool, 1 << 40, 5)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("stars", "six"), ("stars", "9"), ("stars", "5-3"), ("stars", ""), ("rating", "4..2"),
        ("rating", "-1"), ("rating", "99999999999999999999"), ("popularity", "4.5"),
        ("chain", ","), ("chain", "%"), ("chain", "x"), ("property", "a" * 61),
        ("distance", "Panaji"), ("distance", "0 km Panaji"),
        ("distance", "500 km of Panaji"), ("price", "-5"), ("price", "−80 usd"),
    ],
)  # fmt: skip
async def test_what_is_no_condition_is_refused(app: App, kind: str, text: str) -> None:
    with pytest.raises(ConditionNotUnderstood):
        await read(app, kind, text)


async def test_the_currency_that_was_said_counts(app: App) -> None:
    for text, currency, most in (
        ("under $80", "USD", Decimal(80)),
        ("до 50 евро", "EUR", Decimal(50)),
    ):
        price = await read(app, "price", text)
        assert isinstance(price, Price)
        assert (price.currency, price.most, price.least) == (currency, most, None)


async def test_places_and_amounts_are_refused_in_their_own_words(app: App) -> None:
    with pytest.raises(PlaceUnknown):
        await read(app, "place", "Qwertyuiopolis")
    with pytest.raises(AmountRefused):
        await read(app, "price", "cheap")

"""Conditions as administrators type them."""

from decimal import Decimal

import pytest

from domain.accounts.travellers import meet_traveller
from domain.app import App
from domain.catalog.errors import PlaceUnknown
from domain.clusters.errors import ConditionNotUnderstood
from domain.clusters.rules import (
    Chain,
    Condition,
    Distance,
    Place,
    Popularity,
    Price,
    Property,
    Rating,
    Stars,
)
from domain.clusters.typed import read_condition
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
        ("popularity", "500", Popularity(least=500)),
        ("chain", "Taj,  Oberoi ", Chain(of=("Taj", "Oberoi"))),
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
    for text, far in (("5 km of Panaji", 5), ("5 Panaji", 5), ("2,5км от Panaji", 2.5)):
        near = await read(app, "distance", text)
        assert isinstance(near, Distance)
        assert (near.most_km, round(near.latitude, 1)) == (far, 15.5)
    miles = await read(app, "distance", "3 miles from Panaji")
    assert isinstance(miles, Distance)
    assert round(miles.most_km, 2) == 4.83


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

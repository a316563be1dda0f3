"""Reads conditions as administrators type them: "4+", "3-5", "5 km of Panaji", "Taj, Oberoi"."""

import re
from collections.abc import Callable
from dataclasses import replace

from pydantic import ValidationError

from domain.catalog.destinations import resolve_destination
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
from domain.reading.amounts import Writer
from domain.reading.errors import CurrencyOfAnother
from domain.reading.price_range import read_price_range
from domain.unit_of_work import Database

_SPAN = re.compile(
    r"^(?P<least>\d+(?:[.,]\d+)?)\s*(?:(?P<open>\+)|[-–—]\s*(?P<most>\d+(?:[.,]\d+)?))?$"
)
_UP_TO = re.compile(r"^(?:<=?|≤)\s*(?P<most>\d+(?:[.,]\d+)?)$")
# The first number is the distance, whatever its unit; miles are recognised by name.
_DISTANCE = re.compile(
    r"^(?P<far>\d+(?:[.,]\d+)?)\s*"
    r"(?P<unit>km|kms|kilomet(?:er|re)s?|mi|miles?|км|किमी|कि\.?मी\.?|millas?)?\b\.?\s*"
    r"(?:(?:of|from|around|de|от|से)\s+)?(?P<place>\D.*)$",
    re.IGNORECASE,
)
# No price is below nothing; a range has its dash between two numbers.
_NEGATIVE = re.compile(r"[-−–—]\s*\d")
KM_A_MILE = 1.609344
SPANS: dict[str, type[Stars | Rating | Popularity]] = {
    "stars": Stars, "rating": Rating, "popularity": Popularity,
}  # fmt: skip
WORDS: dict[str, type[Chain | Property]] = {"chain": Chain, "property": Property}
TYPED_KINDS = ("place", "distance", *SPANS, "price", *WORDS)


async def read_condition(database: Database, kind: str, text: str, writer: Writer) -> Condition:
    """Return the condition of a kind that a text describes; prices are read in `writer`'s style.

    Raises `ConditionNotUnderstood`, and the refusals of places and amounts.
    """
    typed = " ".join(text.split())
    if kind == "place":
        found = await resolve_destination(database, typed)
        return Place(destination_id=found.id, name=found.name)
    if kind == "distance":
        return await _distance(database, typed)
    if kind == "price":
        return _price(typed, writer)
    return _valid(lambda: _plain(kind, typed), kind, text)


def _plain(kind: str, typed: str) -> Condition:
    if kind in SPANS:
        return SPANS[kind](**_ends(kind, typed))
    words = tuple(word.strip() for word in typed.split(",") if word.strip())
    return WORDS[kind](of=words)


def _ends(kind: str, typed: str) -> dict[str, str | None]:
    """Return the ends of "4", "4+" (both mean at least), "3-5" and "≤3"."""
    if up_to := _UP_TO.match(typed):
        return {"most": _point(up_to["most"])}
    span = _SPAN.match(typed)
    if span is None:
        raise ConditionNotUnderstood(kind, typed)
    return {"least": _point(span["least"]), "most": span["most"] and _point(span["most"])}


def _point(number: str) -> str:
    return number.replace(",", ".")


def _price(typed: str, writer: Writer) -> Condition:
    if _NEGATIVE.match(typed):
        raise ConditionNotUnderstood("price", typed)
    try:
        told = read_price_range(typed, writer)
    except CurrencyOfAnother as another:
        # A cluster is in nobody's currency: the one that was said counts.
        writer = replace(writer, currency=another.said)
        told = read_price_range(typed, writer)
    if told.whole_stay:
        # A cluster has no stay, so prices are per night.
        raise ConditionNotUnderstood("price", typed)
    return _valid(
        lambda: Price(
            currency=writer.currency,
            least=told.least and told.least.amount,
            most=told.most and told.most.amount,
        ),
        "price",
        typed,
    )


async def _distance(database: Database, typed: str) -> Condition:
    said = _DISTANCE.match(typed)
    if said is None:
        raise ConditionNotUnderstood("distance", typed)
    found = await resolve_destination(database, said["place"].strip(" ,"))
    point = found.place.centre
    unit = (said["unit"] or "").lower()
    far = float(_point(said["far"])) * (KM_A_MILE if unit.startswith("mi") else 1)
    return _valid(
        lambda: Distance(
            latitude=point.latitude, longitude=point.longitude, most_km=far, name=found.name
        ),
        "distance",
        typed,
    )


def _valid(make: Callable[[], Condition], kind: str, typed: str) -> Condition:
    try:
        return make()
    except ValidationError:
        raise ConditionNotUnderstood(kind, typed) from None

"""Reads conditions as administrators type them: "4+", "3-5", "5 km of Panaji", "Taj, Oberoi"."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from pydantic import ValidationError

from domain.catalog.countries import read_country
from domain.catalog.destinations import resolve_destination
from domain.catalog.queries.places import destination_by_id
from domain.catalog.values import FoundDestination
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
from domain.errors import CountryUnknown, NotFound
from domain.reading.amounts import Writer
from domain.reading.characters import level
from domain.reading.errors import CurrencyOfAnother
from domain.reading.price_range import read_price_range
from domain.unit_of_work import Database

_MEASURE = r"\d+(?:[.,]\d+)?"
# Whatever groups its digits: 1,000, 1.000, 1 000, 1,00,000.
_COUNT = r"\d{1,3}(?:[., ']\d{2})*(?:[., ']\d{3})+|\d+"
LONGEST_CODE = 2
_NOT_DIGITS = re.compile(r"\D")
# No price is below nothing; a range has its dash between two numbers.
_NEGATIVE = re.compile(r"[-−–—]\s*\d")
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
        return await _placed(database, typed)
    if kind == "distance":
        told = read_distance(typed)
        if told is None:
            raise ConditionNotUnderstood(kind, typed)
        around = await resolve_destination(database, told.place)
        return _valid(lambda: within(around, told.kilometres), kind, typed)
    if kind == "price":
        return _price(typed, writer)
    return _valid(lambda: _plain(kind, typed), kind, text)


async def _placed(database: Database, typed: str) -> Condition:
    """Return the condition for the name of a country, which is meant before its namesakes, or of a
    place. Two letters are no country's: LA is a city.
    """
    with suppress(CountryUnknown):
        if len(typed) > LONGEST_CODE:
            return Country(code=read_country(typed))
    return within(await resolve_destination(database, typed))


def within(place: FoundDestination, kilometres: float | None = None) -> Condition:
    """Return the condition that hotels lie in a place, or within a distance of it."""
    if kilometres is None:
        return Place(destination_id=place.id, name=place.name)
    point = place.place.centre
    return Distance(
        latitude=point.latitude, longitude=point.longitude, most_km=kilometres, name=place.name
    )


async def condition_around(
    database: Database, destination_id: int, kilometres: float | None
) -> Condition:
    """Return the condition for a place that was chosen. Raises NotFound and
    `ConditionNotUnderstood`.
    """
    found = await destination_by_id(database, destination_id)
    if found is None:
        raise NotFound("place")
    return _valid(lambda: within(found, kilometres), "distance", str(kilometres))


def _plain(kind: str, typed: str) -> Condition:
    if kind in SPANS:
        return SPANS[kind](**_ends(kind, typed))
    words = dict.fromkeys(word.strip() for word in typed.split(",") if word.strip())
    return WORDS[kind](of=tuple(words))


def _ends(kind: str, typed: str) -> dict[str, str | None]:
    """Return the ends of "4", "4+" (both mean at least), "3-5" and "≤3", in any script's digits."""
    number = _COUNT if kind == "popularity" else _MEASURE
    said, plain = level(typed).text, _count if kind == "popularity" else _point
    if up_to := re.fullmatch(rf"(?:<=?|≤)\s*({number})", said):
        return {"most": plain(up_to[1])}
    span = re.fullmatch(rf"({number})\s*(?:\+|-\s*({number}))?", said)
    if span is None:
        raise ConditionNotUnderstood(kind, typed)
    return {"least": plain(span[1]), "most": span[2] and plain(span[2])}


def _point(number: str) -> str:
    return number.replace(",", ".")


def _count(number: str) -> str:
    return _NOT_DIGITS.sub("", number)


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


def _valid(make: Callable[[], Condition], kind: str, typed: str) -> Condition:
    try:
        return make()
    except ValidationError:
        raise ConditionNotUnderstood(kind, typed) from None

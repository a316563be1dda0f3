"""The filters that can be pressed, with how many hotels each would leave.

A choice is absolute ("with breakfast", "without"), so that pressing twice has no further effect.
Suppliers' names, which may be long, are represented by short codes.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from domain.catalog.amenities import Amenity, amenities_of
from domain.errors import NotFound
from domain.search.filters import NO_FILTERS
from domain.search.selection import Wishes, count_fitting
from domain.search.values import FoundHotel

CLASSES = (5, 4, 3, 2, 1)
RATINGS = (3.5, 4.0, 4.5)
MOST_NAMES = 12
Value = int | float | Amenity | str | None
Wanted = TypeVar("Wanted")


class Facet(StrEnum):
    """The dimensions for filtering hotels."""

    REFUNDABLE = "f"
    BREAKFAST = "b"
    STARS = "s"
    RATING = "r"
    AMENITY = "m"
    AREA = "a"
    TYPE = "t"
    LEAST = "l"
    MOST = "p"


@dataclass(frozen=True, slots=True)
class Option:
    """A choice: `value` is a class, a minimum rating, an amenity or a name.

    `count` hotels remain after pressing it, which turns the filter on, or off if it `is_on`.
    """

    facet: Facet
    value: Value
    is_on: bool
    count: int

    @property
    def code(self) -> str:
        """Return the value's code for a button."""
        return code_of(self.value)


def code_of(value: Value) -> str:
    """Return a code of up to ten characters for a value."""
    match value:
        case None:
            return ""
        case Amenity():
            return value.value
        case str():
            return hashlib.blake2s(value.encode(), digest_size=4).hexdigest()
        case _:
            return str(value)


def turn(wishes: Wishes, facet: Facet, value: Value, *, on: bool) -> Wishes:
    """Return the wishes with one of them turned on or off."""
    filters = wishes.filters
    match facet:
        case Facet.REFUNDABLE:
            filters = replace(filters, refundable=on)
        case Facet.BREAKFAST:
            filters = replace(filters, breakfast=on)
        case Facet.RATING:
            rating = float(value) if on and isinstance(value, int | float) else None
            filters = replace(filters, least_rating=rating)
        case Facet.STARS:
            wanted = {value} if isinstance(value, int) else set()
            filters = replace(filters, stars=_with(filters.stars, wanted, on=on))
        case Facet.AMENITY:
            amenities = {value} if isinstance(value, Amenity) else set()
            filters = replace(filters, amenities=_with(filters.amenities, amenities, on=on))
        case Facet.AREA:
            filters = replace(filters, areas=_with(filters.areas, {str(value)}, on=on))
        case Facet.TYPE:
            types = _with(filters.property_types, {str(value)}, on=on)
            filters = replace(filters, property_types=types)
        case Facet.LEAST:
            filters = replace(filters, least_a_night=None)
        case Facet.MOST:
            return replace(wishes, most_total=None, in_all=False)
    return replace(wishes, filters=filters)


def _with(held: frozenset[Wanted], wanted: set[Wanted], *, on: bool) -> frozenset[Wanted]:
    return held | wanted if on else held - wanted


def options(hotels: Sequence[FoundHotel], wishes: Wishes, facet: Facet) -> tuple[Option, ...]:
    """Return the choices of a facet: values that some hotel has, and those already chosen."""
    return tuple(_option(hotels, wishes, facet, value) for value in _values(hotels, wishes, facet))


def _option(hotels: Sequence[FoundHotel], wishes: Wishes, facet: Facet, value: Value) -> Option:
    is_on = value in _held(wishes, facet)
    after = turn(wishes, facet, value, on=not is_on)
    return Option(facet, value, is_on, count_fitting(hotels, after))


def value_of(hotels: Sequence[FoundHotel], wishes: Wishes, facet: Facet, code: str) -> Value:
    """Return the value for a button's code. Raises NotFound if no hotel has it."""
    for value in _values(hotels, wishes, facet):
        if code_of(value) == code:
            return value
    raise NotFound("filter")


def _held(wishes: Wishes, facet: Facet) -> frozenset[Value]:
    """Return a facet's chosen values."""
    filters = wishes.filters
    held: dict[Facet, Iterable[Value]] = {
        Facet.REFUNDABLE: [None] * filters.refundable,
        Facet.BREAKFAST: [None] * filters.breakfast,
        Facet.STARS: filters.stars,
        Facet.RATING: [] if filters.least_rating is None else [filters.least_rating],
        Facet.AMENITY: filters.amenities,
        Facet.AREA: filters.areas,
        Facet.TYPE: filters.property_types,
        Facet.LEAST: [] if filters.least_a_night is None else [None],
        Facet.MOST: [] if wishes.most_total is None else [None],
    }
    return frozenset(held[facet])


def _values(hotels: Sequence[FoundHotel], wishes: Wishes, facet: Facet) -> list[Value]:
    held = _held(wishes, facet)
    match facet:
        case Facet.STARS:
            classes = {hotel.stars for hotel in hotels} | held
            return [one for one in CLASSES if one in classes]
        case Facet.RATING:
            return [*sorted({*RATINGS, *(one for one in held if isinstance(one, float))})]
        case Facet.AMENITY:
            had = {one for hotel in hotels for one in amenities_of(hotel.amenities)} | held
            return [one for one in Amenity if one in had]
        case Facet.AREA:
            return _names((hotel.area for hotel in hotels), held)
        case Facet.TYPE:
            return _names((hotel.property_type for hotel in hotels), held)
        case _:
            return [None]


def _names(named: Iterable[str | None], held: frozenset[Value]) -> list[Value]:
    """Return the most common names, and the chosen ones even if no hotel has them now."""
    common = Counter(name for name in named if name).most_common()
    ranked = sorted(common, key=lambda pair: (-pair[1], pair[0]))[:MOST_NAMES]
    chosen = [name for name, _count in ranked]
    return [*chosen, *sorted(name for name in held if isinstance(name, str) and name not in chosen)]


def active(wishes: Wishes) -> list[tuple[Facet, Value]]:
    """Return each wish that is on."""
    return [(facet, value) for facet in Facet for value in sorted(_held(wishes, facet), key=str)]


def relaxations(hotels: Sequence[FoundHotel], wishes: Wishes) -> tuple[Option, ...]:
    """Return the wishes whose removal, one at a time, would leave hotels; most hotels first."""
    found = [
        Option(facet, value, is_on=True, count=count)
        for facet, value in active(wishes)
        if (count := count_fitting(hotels, turn(wishes, facet, value, on=False)))
    ]
    return tuple(sorted(found, key=lambda option: -option.count))


def cleared(wishes: Wishes) -> Wishes:
    """Return the stay without any wish."""
    return Wishes(nights=wishes.nights, filters=NO_FILTERS, rates=wishes.rates)

"""Telling whether two entries are one hotel, by name, coordinates and address.

A wrong merge is worse than a missed one: it shows one hotel's price under another's name.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from domain.catalog.distances import distance_metres
from domain.catalog.folding import fold
from domain.catalog.name_likeness import Name, name_score, read_name
from domain.suppliers.contract import Coordinates, HotelOffer

MOST_REMEMBERED = 20_000
# Beyond this distance, two entries are two hotels, whatever their names.
FARTHEST = 600.0
# Points this many degrees of latitude apart are farther away than that.
FARTHEST_DEGREES = FARTHEST / 111_000
REACH_DEGREES = FARTHEST_DEGREES * 1.01
# How similar names must be (0-100), by the distance between the entries (metres).
DOOR_TO_DOOR, DOOR_SCORE = 60.0, 75
NEAR, NEAR_SCORE = 150.0, 90
FAR_SCORE = 95
# Without coordinates the names must be identical, unless the addresses are.
NOWHERE_SCORE = 100
# The same house number in the same street.
SAME_ADDRESS_SCORE = 60
ADDRESS_ALONE_SCORE = 94
ABBREVIATIONS = {
    "rd": "road", "str": "street", "st": "street", "ave": "avenue", "av": "avenue",
    "sq": "square", "blvd": "boulevard", "hwy": "highway", "ln": "lane", "dr": "drive",
    "opp": "opposite", "nr": "near", "no": "", "plot": "", "nos": "",
}  # fmt: skip
# Words in addresses that do not identify a street.
COMMON_IN_ADDRESSES = frozenset({
    "road", "street", "avenue", "square", "boulevard", "highway", "lane", "drive", "calle",
    "rua", "via", "rue", "avenida", "near", "opposite", "the", "of", "de", "la", "india",
    "main", "area", "sector", "block", "plot", "no", "survey",
})  # fmt: skip
_HOUSE = re.compile(r"^\d{1,4}[a-z]?$")


@dataclass(frozen=True, slots=True)
class Entry:
    """The parts of a hotel that are compared."""

    name: Name
    coordinates: Coordinates | None
    house_numbers: frozenset[str]
    address_words: frozenset[str]
    location_words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """Two entries that are one hotel; `score` is 0-100."""

    left: int
    right: int
    score: int


@lru_cache(maxsize=MOST_REMEMBERED)
def read_entry(
    name: str,
    coordinates: Coordinates | None,
    address: str | None,
    area: str | None,
    place_words: frozenset[str] = frozenset(),
) -> Entry:
    """Return a hotel for comparison; `place_words` name the place that all compared lie in.

    Cached: every search of a place brings the same hotels.
    """
    words = [ABBREVIATIONS.get(word, word) for word in fold(address or "").split()]
    houses = frozenset(word for word in words if _HOUSE.match(word))
    streets = frozenset(
        word
        for word in words
        if word and not word[0].isdecimal() and word not in COMMON_IN_ADDRESSES | place_words
    )
    location = streets | frozenset(fold(area or "").split())
    return Entry(read_name(name, place_words), coordinates, houses, streets, location)


def entry_of(offer: HotelOffer, place_words: frozenset[str] = frozenset()) -> Entry:
    """Return a supplier's entry for comparison."""
    return read_entry(offer.name, offer.coordinates, offer.address, offer.area, place_words)


def match_score(one: Entry, other: Entry) -> int:
    """Return how certainly two entries are one hotel (0-100); 0 if they must not be merged."""
    metres = _metres(one, other)
    if metres is not None and metres > FARTHEST:
        return 0
    address = _same_address(one, other)
    if address is False:
        return 0
    score = name_score(one.name, other.name, one.location_words | other.location_words)
    if score < _needed(one, other, metres, is_same_address=bool(address)):
        return 0
    # Among several matches, the nearest is the likeliest.
    return max(score - round((metres or 0.0) / 50), 1)


def _metres(one: Entry, other: Entry) -> float | None:
    if one.coordinates is None or other.coordinates is None:
        return None
    if abs(one.coordinates.latitude - other.coordinates.latitude) > FARTHEST_DEGREES:
        return FARTHEST + 1
    return distance_metres(one.coordinates, other.coordinates)


def _needed(one: Entry, other: Entry, metres: float | None, *, is_same_address: bool) -> int:
    """Return how similar the names must be."""
    if metres is None:
        return ADDRESS_ALONE_SCORE if is_same_address else NOWHERE_SCORE + _chain(one, other)
    if is_same_address:
        return SAME_ADDRESS_SCORE if metres <= NEAR else ADDRESS_ALONE_SCORE
    if metres <= DOOR_TO_DOOR:
        return DOOR_SCORE
    return NEAR_SCORE if metres <= NEAR else FAR_SCORE + 10 * _chain(one, other)


def _chain(one: Entry, other: Entry) -> int:
    """Return 1 if the names are only a chain's: those are alike all over the city."""
    return int(one.name.is_chain_alone or other.name.is_chain_alone)


def _same_address(one: Entry, other: Entry) -> bool | None:
    """Return whether both have the same street and number; None if that is unknown."""
    if not one.house_numbers or not other.house_numbers:
        return None
    if not one.address_words & other.address_words:
        return None
    return bool(one.house_numbers & other.house_numbers)


def match_entries(left: Sequence[Entry], right: Sequence[Entry]) -> list[Match]:
    """Pair the entries of two lists, surest first; each is in one pair at most."""
    candidates = sorted(
        (
            Match(i, j, score)
            for i, j in _not_far(left, right)
            if (score := match_score(left[i], right[j]))
        ),
        key=lambda match: (-match.score, match.left, match.right),
    )
    return list(_apart(candidates))


def _not_far(left: Sequence[Entry], right: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, by their places, that are no different hotels by latitude alone.

    Of a city's hotels these are a few of the many: each is looked for, instead of tried with all.
    """
    nowhere = [j for j, other in enumerate(right) if other.coordinates is None]
    placed = sorted(
        (other.coordinates.latitude, j)
        for j, other in enumerate(right)
        if other.coordinates is not None
    )
    latitudes = [latitude for latitude, _j in placed]
    for i, one in enumerate(left):
        if one.coordinates is None:
            yield from ((i, j) for j in range(len(right)))
            continue
        latitude = one.coordinates.latitude
        # A hair wider than what `match_score` measures, which decides.
        first = bisect_left(latitudes, latitude - REACH_DEGREES)
        last = bisect_right(latitudes, latitude + REACH_DEGREES)
        for _latitude, j in placed[first:last]:
            yield i, j
        for j in nowhere:
            yield i, j


def _apart(candidates: Iterable[Match]) -> Iterable[Match]:
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    for match in candidates:
        if match.left not in taken_left and match.right not in taken_right:
            taken_left.add(match.left)
            taken_right.add(match.right)
            yield match

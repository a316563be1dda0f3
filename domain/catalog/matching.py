"""Recognising the same hotel at two suppliers. A wrong merge is worse than a missed one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from domain.catalog.folding import fold
from domain.suppliers.contract import Coordinates, HotelOffer

EARTH_METRES = 6_371_000.0
# Beyond this two entries are two hotels, whatever they are called.
FARTHEST = 600.0
# How alike names must be (0-100), by how near the entries lie.
NEAR, NEAR_SCORE = 150.0, 82
FAR_SCORE = 92
NOWHERE_SCORE = 97
# Words that suppliers add and leave out as they like.
FILLERS = frozenset(
    {
        *("the", "a", "an", "and", "by", "at", "in"),
        *("hotel", "hotels", "resort", "resorts", "spa", "inn", "suite", "suites", "residency"),
    }
)
ABBREVIATIONS = {
    "htl": "hotel",
    "rsrt": "resort",
    "st": "saint",
    "mt": "mount",
    "intl": "international",
}
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Match:
    """Two entries that are one hotel; `score` is 0-100."""

    left: int
    right: int
    score: int


def distance_metres(one: Coordinates, other: Coordinates) -> float:
    """Return the great-circle distance (haversine)."""
    half_lat = radians(other.latitude - one.latitude) / 2
    half_lon = radians(other.longitude - one.longitude) / 2
    root = sin(half_lat) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * (
        sin(half_lon) ** 2
    )
    return 2 * EARTH_METRES * asin(sqrt(min(root, 1.0)))


def name_score(one: str, other: str) -> int:
    """Return how alike two names are (0-100), fillers aside; different numbers are different."""
    left, right = _core(one), _core(other)
    if not left or not right:
        left, right = fold(one).split(), fold(other).split()
    if set(_NUMBERS.findall(" ".join(left))) != set(_NUMBERS.findall(" ".join(right))):
        return 0
    return round(fuzz.token_sort_ratio(" ".join(left), " ".join(right)))


def _core(name: str) -> list[str]:
    words = (ABBREVIATIONS.get(word, word) for word in fold(name).split())
    return [word for word in words if word not in FILLERS]


def match_score(one: HotelOffer, other: HotelOffer) -> int:
    """Return how surely two entries are one hotel (0-100); 0 where they must not be merged."""
    score = name_score(one.name, other.name)
    if one.coordinates is None or other.coordinates is None:
        return score if score >= NOWHERE_SCORE else 0
    metres = distance_metres(one.coordinates, other.coordinates)
    if metres > FARTHEST:
        return 0
    needed = NEAR_SCORE if metres <= NEAR else FAR_SCORE
    return score if score >= needed else 0


def match_offers(left: Iterable[HotelOffer], right: Iterable[HotelOffer]) -> list[Match]:
    """Pair the entries of two suppliers, surest first; each is in one pair at the most."""
    candidates = sorted(
        (
            Match(i, j, score)
            for i, one in enumerate(left)
            for j, other in enumerate(right)
            if (score := match_score(one, other))
        ),
        key=lambda match: (-match.score, match.left, match.right),
    )
    taken_left: set[int] = set()
    taken_right: set[int] = set()
    matches = []
    for match in candidates:
        if match.left not in taken_left and match.right not in taken_right:
            taken_left.add(match.left)
            taken_right.add(match.right)
            matches.append(match)
    return matches

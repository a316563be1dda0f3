"""No two hotels are taken for one, and hardly any hotel for two."""

from math import cos, radians
from random import Random

import pytest

from domain.catalog.folding import fold
from domain.catalog.matching import Entry, match_entries, match_score, read_entry
from domain.suppliers.contract import Coordinates
from sandbox.market import Market
from sandbox.market.listings import SERPAPI, TRAVCLAN
from tests.catalog.hotel_pairs import DIFFERENT, SAME, Listed, Pair

LATITUDE, LONGITUDE = 15.5, 73.8
METRES_A_DEGREE = 111_195


def entry(listed: Listed, city: str) -> Entry:
    """Return an entry for comparison."""
    point = None
    if listed.metres is not None:
        east, north = listed.metres
        point = Coordinates(
            LATITUDE + north / METRES_A_DEGREE,
            LONGITUDE + east / (METRES_A_DEGREE * cos(radians(LATITUDE))),
        )
    words = frozenset(fold(city).split())
    return read_entry(listed.name, point, listed.address, listed.area, words)


def is_one(pair: Pair) -> bool:
    """Return whether the pair is taken for one hotel, whichever supplier comes first."""
    one, other = entry(pair.one, pair.city), entry(pair.other, pair.city)
    assert match_score(one, other) == match_score(other, one)
    return match_score(one, other) > 0


def test_the_set_is_large_enough() -> None:
    assert len(SAME) + len(DIFFERENT) >= 80


@pytest.mark.parametrize("pair", DIFFERENT, ids=lambda p: f"{p.one.name} - {p.other.name}")
def test_no_two_hotels_are_taken_for_one(pair: Pair) -> None:
    assert not is_one(pair)


def test_nine_hotels_of_ten_are_recognised() -> None:
    missed = [(pair.one.name, pair.other.name) for pair in SAME if not is_one(pair)]
    assert len(missed) <= len(SAME) // 10, missed


@pytest.mark.parametrize("city", ["Goa", "Jaipur", "Bengaluru", "London", "Paris", "Dubai"])
def test_the_sandboxs_hotels_are_recognised(city: str) -> None:
    market = Market(1)
    place = market.geography.find(city)
    assert place is not None
    listed = {
        supplier: {
            hotel.id: _entry_of_market(market, hotel, supplier, city)
            for hotel in market.hotels_in(place)
            if (hotel.at_travclan if supplier == TRAVCLAN else hotel.at_google)
        }
        for supplier in (TRAVCLAN, SERPAPI)
    }
    left, right = (list(listed[supplier].items()) for supplier in (TRAVCLAN, SERPAPI))
    matches = match_entries([e for _id, e in left], [e for _id, e in right])
    pairs = [(left[match.left][0], right[match.right][0]) for match in matches]
    wrong = [pair for pair in pairs if pair[0] != pair[1]]
    assert wrong == []
    both = set(listed[TRAVCLAN]) & set(listed[SERPAPI])
    assert len(pairs) >= 0.9 * len(both)


def _entry_of_market(market: Market, hotel: object, supplier: str, city: str) -> Entry:
    listing = market.listing(hotel, supplier)  # type: ignore[arg-type] # the market's own
    return read_entry(
        listing.name,
        Coordinates(listing.latitude, listing.longitude),
        listing.street,
        None,
        frozenset(fold(city).split()),
    )


def test_pairs_are_the_same_as_when_all_are_tried_with_all() -> None:
    chance = Random(7)
    names = ("Taj", "Leela Palace", "Hyatt", "Sea View", "Palms")

    def listed() -> list[Entry]:
        # Within reach, at its edge, and beyond it; every fifth is nowhere.
        points = [
            Coordinates(LATITUDE + chance.randint(-3, 3) * 300 / METRES_A_DEGREE, LONGITUDE)
            for _ in range(40)
        ]
        return [
            read_entry(chance.choice(names), point if n % 5 else None, None, None)
            for n, point in enumerate(points)
        ]

    left, right = listed(), listed()
    expected = sorted(
        (-score, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if (score := match_score(one, other))
    )
    taken: list[tuple[int, int, int]] = []
    for score, i, j in expected:
        if all(i != a and j != b for _score, a, b in taken):
            taken.append((score, i, j))
    matches = match_entries(left, right)
    assert len(matches) > 20
    assert [(-match.score, match.left, match.right) for match in matches] == taken

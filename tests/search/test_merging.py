"""Entries of several suppliers become one hotel each."""

import csv
from collections import defaultdict
from itertools import combinations, islice
from pathlib import Path

import pytest

from domain.catalog.distances import distance_metres
from domain.catalog.matching import entry_of, match_score
from domain.catalog.name_likeness import name_score, read_name
from domain.search.merging import group_offers
from domain.suppliers.contract import Coordinates, HotelOffer, Supplier

GOA = Coordinates(15.5, 73.8)
RECORDED = Path(__file__).parents[3] / "shared/data/hotels/india_cities42_hotel_prices.csv"


def offer(supplier: Supplier, name: str, at: Coordinates | None = GOA) -> HotelOffer:
    """Return an entry."""
    return HotelOffer(supplier, f"{supplier}-{name}", name, None, at)


def test_the_same_name_elsewhere_is_another_hotel() -> None:
    far = Coordinates(15.6, 73.8)
    assert distance_metres(GOA, far) > 10_000
    here, there = (entry_of(offer(Supplier.TRAVCLAN, "Taj Village", at)) for at in (GOA, far))
    assert not match_score(here, there)


def test_each_entry_is_in_one_group_and_a_supplier_is_never_merged_with_itself() -> None:
    travclan = [offer(Supplier.TRAVCLAN, name) for name in ("Taj", "Taj", "Leela")]
    serpapi = [offer(Supplier.SERPAPI, name) for name in ("Taj", "Leela", "Hyatt")]
    groups = group_offers([travclan, serpapi])
    assert sorted(len(group) for group in groups) == [1, 1, 2, 2]
    for group in groups:
        suppliers = [entry.supplier for entry, _score in group]
        assert len(set(suppliers)) == len(suppliers)


def test_of_two_alike_the_nearer_one_is_taken() -> None:
    near, far = Coordinates(15.5001, 73.8), Coordinates(15.5012, 73.8)
    travclan = [offer(Supplier.TRAVCLAN, "Palms", far), offer(Supplier.TRAVCLAN, "Palms", near)]
    groups = group_offers([travclan, [offer(Supplier.SERPAPI, "Palms")]])
    (pair,) = [group for group in groups if len(group) == 2]
    assert pair[0][0].coordinates == near
    assert 0 < pair[1][1] <= 100


def test_different_hotels_of_real_cities_are_hardly_ever_taken_for_one() -> None:
    if not RECORDED.exists():
        pytest.skip("the recorded hotel names are not here")
    by_city: dict[str, set[str]] = defaultdict(set)
    with RECORDED.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            by_city[row.get("CityName", "")].add(row.get("HotelName", ""))
    pairs = wrong = 0
    for city, names in by_city.items():
        place = city.casefold().split()
        read = [read_name(name, place) for name in sorted(names)]
        for one, other in islice(combinations(read, 2), 3000):
            pairs += 1
            wrong += name_score(one, other) >= 90
    assert pairs > 10_000
    assert wrong / pairs < 0.001

"""One hotel is shown once, and two hotels are never shown as one."""

import csv
from collections import defaultdict
from itertools import combinations, islice
from pathlib import Path

import pytest

from domain.catalog.matching import distance_metres, match_score, name_score
from domain.search.merging import group_offers
from domain.suppliers.contract import Coordinates, HotelOffer, Supplier

GOA = Coordinates(15.5, 73.8)
RECORDED = Path(__file__).parents[3] / "shared/data/hotels/india_cities42_hotel_prices.csv"


def offer(supplier: Supplier, name: str, at: Coordinates | None = GOA) -> HotelOffer:
    """Return an entry."""
    return HotelOffer(supplier, f"{supplier}-{name}", name, None, at)


def score(one: str, other: str, at: Coordinates = GOA) -> int:
    """Return how surely two entries are one hotel."""
    return match_score(offer(Supplier.TRAVCLAN, one), offer(Supplier.SERPAPI, other, at))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Taj Holiday Village Resort & Spa", "TAJ HOLIDAY VILLAGE"),
        ("The Leela Goa", "Leela Goa"),
        ("Hotel Fidalgo", "Fidalgo"),
        ("Novotel Goa Dona Sylvia Resort", "Novotel Goa Dona Sylvia"),
        ("St Regis Goa", "Saint Regis Goa"),
    ],
)
def test_spellings_of_one_hotel_are_one(one: str, other: str) -> None:
    assert score(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ibis Styles Goa Calangute", "Ibis Styles Goa Vagator"),
        ("FabHotel Prime 1", "FabHotel Prime 2"),
        ("Sea View Resort", "Sea Breeze Resort"),
        ("Hotel", "Resort"),
    ],
)
def test_neighbours_with_like_names_stay_two(one: str, other: str) -> None:
    assert not score(one, other)


def test_the_same_name_elsewhere_is_another_hotel() -> None:
    far = Coordinates(15.6, 73.8)
    assert distance_metres(GOA, far) > 10_000
    assert not score("Taj Holiday Village", "Taj Holiday Village", far)


def test_each_entry_is_in_one_group_and_a_supplier_is_never_merged_with_itself() -> None:
    travclan = [offer(Supplier.TRAVCLAN, name) for name in ("Taj", "Taj", "Leela")]
    serpapi = [offer(Supplier.SERPAPI, name) for name in ("Taj", "Leela", "Hyatt")]
    groups = group_offers([travclan, serpapi])
    assert sorted(len(group) for group in groups) == [1, 1, 2, 2]
    for group in groups:
        suppliers = [entry.supplier for entry, _score in group]
        assert len(set(suppliers)) == len(suppliers)


def test_different_hotels_of_real_cities_are_hardly_ever_taken_for_one() -> None:
    if not RECORDED.exists():
        pytest.skip("the recorded hotel names are not here")
    by_city: dict[str, set[str]] = defaultdict(set)
    with RECORDED.open(encoding="latin-1", newline="") as file:
        for row in csv.DictReader(file):
            by_city[row.get("CityName", "")].add(row.get("HotelName", ""))
    pairs = wrong = 0
    for names in by_city.values():
        for one, other in islice(combinations(sorted(names), 2), 3000):
            pairs += 1
            wrong += name_score(one, other) >= 92
    assert pairs > 10_000
    assert wrong / pairs < 0.001

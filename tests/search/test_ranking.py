"""The four orders."""

from dataclasses import replace
from datetime import date

import pytest

from domain.full_names import FullName
from domain.money import Money
from domain.search.filters import Anchor
from domain.search.ranking import (
    Sorting,
    metres_away,
    sort_hotels,
    trusted_rating,
    usual_sorting,
)
from domain.search.values import DestinationView, FoundHotel, SearchView
from domain.stay import Stay
from domain.suppliers.contract import Coordinates, Place
from tests.search.test_selection import NOW, PLAIN, offer

GOA = DestinationView(
    1,
    "Goa",
    FullName(("Goa",), "IN", "India"),
    "Asia/Kolkata",
    Place("Goa", "IN", "India", Coordinates(15.5, 73.8)),
)
SEARCH = SearchView(
    1, GOA, Stay(date(2026, 12, 12), date(2026, 12, 15)), "IN", "INR", None, NOW, NOW
)


def hotel(
    name: str, total: int | None, rating: float | None, reviews: int | None, east: float | None
) -> FoundHotel:
    return replace(
        PLAIN,
        name=name,
        best=None if total is None else offer(total),
        rating=rating,
        review_count=reviews,
        coordinates=None if east is None else Coordinates(15.5, 73.8 + east),
    )


HOTELS = (
    hotel("cheap and bad", 3_000, 2.5, 400, 0.03),
    hotel("good", 4_800, 4.6, 900, 0.02),
    hotel("one happy guest", 4_400, 5.0, 1, None),
    hotel("dear", 9_000, 4.8, 50, 0.01),
    hotel("nobody's", None, 4.9, 50, 0.0),
)


@pytest.mark.parametrize(
    ("sorting", "order"),
    [
        (Sorting.PRICE, ["cheap and bad", "one happy guest", "good", "dear"]),
        (Sorting.RATING, ["one happy guest", "dear", "good", "cheap and bad"]),
        (Sorting.DISTANCE, ["dear", "good", "cheap and bad", "one happy guest"]),
        (Sorting.VALUE, ["good", "one happy guest", "dear", "cheap and bad"]),
    ],
)
def test_each_order_and_no_price_last(sorting: Sorting, order: list[str]) -> None:
    ranked = sort_hotels(HOTELS, sorting, SEARCH)
    assert [one.name for one in ranked] == [*order, "nobody's"]


@pytest.mark.parametrize("sorting", Sorting)
def test_a_price_in_another_currency_is_never_between(sorting: Sorting) -> None:
    foreign = replace(HOTELS[0], name="foreign", best=offer(1, currency="USD"))
    ranked = sort_hotels([foreign, *HOTELS], sorting, SEARCH)
    assert [one.name for one in ranked[-2:]] == ["foreign", "nobody's"]


def test_distance_is_from_the_point_to_be_near_else_from_the_centre() -> None:
    near = replace(SEARCH, near=Anchor("Airport", Coordinates(15.5, 73.81)))
    dear = HOTELS[3]
    assert metres_away(dear, near) == pytest.approx(0, abs=1)
    assert metres_away(dear, SEARCH) == pytest.approx(1_072, abs=10)
    assert metres_away(HOTELS[2], SEARCH) is None
    assert (usual_sorting(near), usual_sorting(SEARCH)) == (Sorting.DISTANCE, Sorting.PRICE)


def test_few_ratings_count_little() -> None:
    assert trusted_rating(HOTELS[2]) < trusted_rating(HOTELS[1])
    assert trusted_rating(replace(PLAIN, best=offer())) == Money.of("3.5", "EUR").amount

"""Hotels next to each other."""

from dataclasses import replace

import pytest

from domain.catalog.amenities import Amenity
from domain.search.comparison import Aspect, compare, compare_chosen
from domain.search.errors import TooFewToCompare
from domain.search.values import SearchOutcome
from domain.suppliers.contract import Board, Coordinates, Refundability
from tests.search.test_ranking import SEARCH
from tests.search.test_selection import PLAIN, offer

NEAR, FAR = Coordinates(15.5, 73.8), Coordinates(15.6, 73.8)
ONE = replace(
    PLAIN, hotel_id=1, best=offer(9000, board=Board.BREAKFAST), stars=4, rating=4.1,
    coordinates=NEAR, amenities=("Pool", "Free Wi-Fi"),
)  # fmt: skip
TWO = replace(
    PLAIN, hotel_id=2, best=offer(8000, refundable=Refundability.YES), stars=4, rating=4.4,
    coordinates=FAR, amenities=("Wi-Fi", "Spa"),
)  # fmt: skip
NO_PRICE = replace(PLAIN, hotel_id=3, best=None)


def test_the_best_of_each_side_is_marked() -> None:
    table = compare([ONE, TWO], SEARCH)
    assert {aspect: set(best) for aspect, best in table.best.items()} == {
        Aspect.PRICE: {1},
        Aspect.STARS: set(),
        Aspect.RATING: {1},
        Aspect.DISTANCE: {0},
        Aspect.BREAKFAST: set(),
        Aspect.REFUNDABLE: set(),
    }
    assert table.common == {Amenity.WIFI}
    assert (table.hotels[0].breakfast, table.hotels[1].breakfast) == (True, None)


def test_what_nobody_tells_is_never_best() -> None:
    table = compare([NO_PRICE, replace(PLAIN, best=offer(1, currency="USD")), ONE, TWO], SEARCH)
    assert table.best[Aspect.PRICE] == {3}
    assert table.best[Aspect.STARS] == frozenset()
    assert table.common == frozenset()


def test_a_yes_is_better_than_a_no_and_all_no_is_best_of_nobody() -> None:
    no = replace(ONE, best=offer(board=Board.ROOM_ONLY))
    assert compare([ONE, no], SEARCH).best[Aspect.BREAKFAST] == {0}
    assert compare([no, no], SEARCH).best[Aspect.BREAKFAST] == frozenset()


def test_hotels_that_are_not_listed_any_more_are_left_out() -> None:
    search = replace(SEARCH, chosen=(2, 99, 1))
    outcome = SearchOutcome(search, (ONE,), (), (ONE, TWO))
    assert [one.hotel.hotel_id for one in compare_chosen(outcome).hotels] == [2, 1]
    with pytest.raises(TooFewToCompare):
        compare_chosen(replace(outcome, search=replace(SEARCH, chosen=(1, 99))))


def test_a_hotel_is_compared_at_the_price_that_the_results_show() -> None:
    dear = replace(ONE, best=offer(9999, refundable=Refundability.YES))
    outcome = SearchOutcome(replace(SEARCH, chosen=(1, 2)), (dear, TWO), (), (ONE, TWO))
    assert compare_chosen(outcome).hotels[0].hotel.best == dear.best

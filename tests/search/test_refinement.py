"""Prices typed and chosen, on both ends."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.errors import Refusal
from domain.money import Money
from domain.reading.amounts import Writer
from domain.reading.price_range import PriceRange, read_price_range
from domain.search.filters import Filters
from domain.search.refinement import End, price_cuts, with_end
from domain.search.selection import Wishes, sift
from tests.search.test_selection import PLAIN, offer

INDIAN = Writer("en", "INR", "IN")


def money(amount: int | None) -> Money | None:
    return None if amount is None else Money.of(amount, "INR")


@pytest.mark.parametrize(
    ("text", "least", "most", "whole_stay"),
    [
        ("4000-9000", 4000, 9000, False),
        ("₹4,000 – ₹9,000 a night", 4000, 9000, False),
        ("from 4k to 9k", 4000, 9000, False),
        ("de 4000 a 9000", 4000, 9000, False),
        ("от 4000 до 9000", 4000, 9000, False),
        ("under 8000", None, 8000, False),
        ("8000", None, 8000, False),
        ("over 3000", 3000, None, False),
        ("3000+", 3000, None, False),
        ("desde 3000", 3000, None, False),
        ("от 3000", 3000, None, False),
        ("total 20000", None, 20_000, True),
        ("20000 in all", None, 20_000, True),
        ("всего 15000-20000", 15_000, 20_000, True),
    ],
)
def test_a_range_is_read(text: str, least: int | None, most: int | None, whole_stay: bool) -> None:
    assert read_price_range(text, INDIAN) == PriceRange(money(least), money(most), whole_stay)


@pytest.mark.parametrize("text", ["cheap", "", "9000-4000", "$90", "0", "-", "९९₹€"])
def test_what_is_no_range_is_refused(text: str) -> None:
    with pytest.raises(Refusal):
        read_price_range(text, INDIAN)


def test_the_screens_basis_counts_where_the_text_names_none() -> None:
    assert read_price_range("9000", INDIAN, whole_stay=True).whole_stay


def test_an_end_is_set_for_a_night_or_the_stay_and_opened() -> None:
    wishes = Wishes(nights=3)
    assert with_end(wishes, End.MOST, money(2000), whole_stay=False).most_total == money(6000)
    whole = with_end(wishes, End.MOST, money(6000), whole_stay=True)
    assert (whole.most_total, whole.in_all) == (money(6000), True)
    assert not with_end(whole, End.MOST, money(2000), whole_stay=False).in_all
    assert not with_end(whole, End.MOST, None, whole_stay=True).in_all
    least = with_end(wishes, End.LEAST, money(6000), whole_stay=True)
    assert least.filters == Filters(least_a_night=money(2000))
    assert with_end(least, End.LEAST, None, whole_stay=True) == wishes


@pytest.mark.parametrize("whole_stay", [True, False])
@pytest.mark.parametrize("end", End)
def test_the_count_beside_an_amount_is_the_number_it_leaves(end: End, whole_stay: bool) -> None:
    hotels = [replace(PLAIN, hotel_id=n, best=offer(n * 1_111)) for n in range(1, 30)]
    wishes = Wishes(nights=3)
    cuts = price_cuts(hotels, wishes, end, "INR", whole_stay=whole_stay)
    assert len(cuts) >= 2
    for amount, count in cuts:
        after = with_end(wishes, end, amount, whole_stay=whole_stay)
        assert len(sift(hotels, after).hotels) == count > 0
        digits = amount.amount.normalize().as_tuple().digits
        assert len(digits) <= 2


def test_prices_in_other_currencies_make_no_cut() -> None:
    foreign = [replace(PLAIN, best=offer(90, currency="USD")), replace(PLAIN, best=None)]
    assert price_cuts(foreign, Wishes(), End.MOST, "INR", whole_stay=True) == ()
    assert (
        Decimal(0)
        < price_cuts([replace(PLAIN, best=offer(1))], Wishes(), End.MOST, "INR", whole_stay=True)[
            0
        ][0].amount
    )

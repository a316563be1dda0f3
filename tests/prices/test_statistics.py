"""What is usual: robust, from comparable stays alone, and nothing from too little."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.prices.statistics import (
    FEWEST_DAYS,
    FEWEST_STAYS,
    LEAST_PERCENT,
    Basis,
    PricedStay,
    Usual,
    is_as_early,
    is_similar,
    usual_price,
)

# A Saturday; three nights, one of them a weekend's second.
CHECK_IN, NIGHTS = date(2026, 12, 12), 3
TODAY = date(2026, 11, 24)


def seen(
    week: int = 0, total: int = 9000, *, days_ago: int = 1, nights: int = NIGHTS
) -> PricedStay:
    """Return a stay some weeks from the one asked for."""
    check_in = CHECK_IN + timedelta(weeks=week)
    return PricedStay(check_in, nights, TODAY - timedelta(days=days_ago), Decimal(total))


def usual(*evidence: PricedStay) -> Usual | None:
    return usual_price(evidence, CHECK_IN, NIGHTS, TODAY, "INR")


def inr(amount: int) -> Money:
    return Money.of(amount, "INR")


WEEKS = (-2, -1, 1, 2, 3, 4)


DAYS = range(1, FEWEST_DAYS + 1)


def weekly(*totals: int, days: Iterable[int] = DAYS) -> list[PricedStay]:
    """Return similar stays, a week or more apart, with these totals on each of some days ago."""
    told = list(zip(WEEKS, totals, strict=False))
    return [seen(week, total, days_ago=ago) for ago in days for week, total in told]


def test_enough_similar_stays_have_a_median_and_quartiles() -> None:
    found = usual(*weekly(8000, 9000, 10_000, 11_000, 12_000))
    assert found == Usual(
        inr(10_000), inr(9_000), inr(11_000), 5, TODAY - timedelta(FEWEST_DAYS), Basis.SIMILAR_STAYS
    )


def test_one_stay_seen_often_is_still_one_stay() -> None:
    assert usual(*(seen(1, days_ago=ago) for ago in range(1, 40))) is None


@pytest.mark.parametrize("count", range(FEWEST_STAYS))
def test_too_few_stays_have_no_usual_price(count: int) -> None:
    assert usual(*weekly(*[9000] * count)) is None


@pytest.mark.parametrize("days", [[0], [1], range(FEWEST_DAYS), range(1, FEWEST_DAYS)])
def test_stays_seen_on_too_few_days_before_today_have_no_usual_price(days: Iterable[int]) -> None:
    assert usual(*weekly(8000, 9000, 10_000, 11_000, 12_000, 9000, days=days)) is None


def test_the_stays_own_earlier_days_serve_where_nothing_is_similar() -> None:
    days = [seen(total=9000 + ago, days_ago=ago) for ago in range(1, FEWEST_DAYS + 1)]
    found = usual(*days)
    assert found is not None
    assert (found.basis, found.count) == (Basis.SAME_STAY, FEWEST_DAYS)
    assert usual(*days[1:]) is None


def test_what_is_judged_is_no_evidence_of_itself() -> None:
    others = [seen(week, 10_000) for week in WEEKS[2:]]
    assert usual(*others, seen(0, 1000, days_ago=0)) is None


@pytest.mark.parametrize(
    ("check_in", "nights", "why"),
    [
        (CHECK_IN + timedelta(weeks=5), 3, "another season"),
        (CHECK_IN + timedelta(weeks=1), 7, "much longer"),
        (date(2026, 12, 14), 3, "no weekend"),
        (date(2026, 12, 11), 3, "both nights of a weekend"),
    ],
)
def test_another_kind_of_stay_is_not_similar(check_in: date, nights: int, why: str) -> None:
    assert not is_similar((check_in, nights), (CHECK_IN, NIGHTS)), why
    assert is_similar((CHECK_IN + timedelta(weeks=1), 3), (CHECK_IN, NIGHTS))


def test_what_was_booked_much_earlier_is_no_evidence() -> None:
    assert is_as_early(25, 18)
    assert not is_as_early(98, 18)
    assert not is_as_early(0, 18)
    early = [seen(week, days_ago=80) for week in WEEKS]
    assert usual(*early) is None


def test_below_usual_means_clearly_below_the_middle_half() -> None:
    found = usual(*weekly(8000, 9000, 10_000, 11_000, 12_000))
    assert found is not None
    assert found.percent_below(inr(8_800)) == 12
    assert found.percent_below(inr(8_999)) == 10
    assert found.percent_below(inr(9_000)) is None, "within the middle half"
    assert found.percent_below(inr(15_000)) is None
    assert found.percent_below(Money.of(80, "USD")) is None


def test_a_little_less_than_always_the_same_is_noise() -> None:
    found = usual(*weekly(*[10_000] * 5))
    assert found is not None
    assert found.percent_below(inr(9_600)) is None
    assert found.percent_below(inr(9_500)) == LEAST_PERCENT


totals = st.integers(1000, 100_000)


@given(st.lists(totals, min_size=FEWEST_STAYS, max_size=6), st.integers(0, 5), totals)
def test_one_odd_price_hardly_moves_the_median(prices: list[int], place: int, odd: int) -> None:
    changed = list(prices)
    changed[place % len(prices)] = odd
    found = usual(*weekly(*changed))
    assert found is not None
    # It stays among the prices next to it, however odd one of them is.
    others = sorted(prices[: place % len(prices)] + prices[place % len(prices) + 1 :])
    assert others[0] - 1 <= found.median.amount <= others[-1] + 1


@given(st.lists(totals, min_size=FEWEST_STAYS, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_evidence_is_no_matter(prices: list[int], random: Random) -> None:
    evidence = weekly(*prices)
    shuffled = list(evidence)
    random.shuffle(shuffled)
    found = usual(*evidence)
    assert found == usual(*shuffled)
    assert found is not None
    assert found.low <= found.median <= found.high
    below = found.percent_below(inr(500))
    assert below is None or LEAST_PERCENT <= below < 100

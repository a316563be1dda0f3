"""What an observation means, over what was known before."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.prices.judging import Judgement, Known, Seen, Verdict, judge
from domain.prices.models import Availability
from domain.suppliers.contract import (
    Board,
    Quote,
    RateKind,
    Refundability,
    Supplier,
    TaxInclusion,
)

TRAVCLAN, SERPAPI = Supplier.TRAVCLAN, Supplier.SERPAPI
NOBODY: frozenset[Supplier] = frozenset()


def quote(
    total: int | Decimal, currency: str = "INR", taxes: TaxInclusion = TaxInclusion.INCLUDED
) -> Quote:
    """Return a quote of a total."""
    at = datetime(2026, 11, 24, tzinfo=UTC)
    money = Money(Decimal(total), currency)
    return Quote(money, taxes, RateKind.QUOTE, Board.ROOM_ONLY, Refundability.YES, at)


def known(
    last: int | None = 10_000, source: Supplier | None = TRAVCLAN, suspect: int | None = None
) -> Known:
    """Return what was known."""
    return Known(
        "INR",
        None if last is None else Decimal(last),
        source,
        None if suspect is None else Decimal(suspect),
        Availability.AVAILABLE,
    )


def verdict(seen: Seen, before: Known | None = None) -> Verdict:
    """Return the verdict."""
    return judge(before or known(), seen).verdict


def test_the_cheapest_comparable_price_counts() -> None:
    seen = Seen({TRAVCLAN: quote(9_900), SERPAPI: quote(9_800)}, NOBODY)
    assert judge(known(), seen) == Judgement(Verdict.COUNTS, quote(9_800), SERPAPI)


@pytest.mark.parametrize("last", [TRAVCLAN, SERPAPI])
@pytest.mark.parametrize("suppliers", [(TRAVCLAN, SERPAPI), (SERPAPI, TRAVCLAN)])
def test_at_equal_prices_the_supplier_of_the_last_one_stays(
    suppliers: tuple[Supplier, ...], last: Supplier
) -> None:
    seen = Seen({one: quote(9_900) for one in suppliers}, NOBODY)
    assert judge(known(source=last), seen).source is last


def test_a_foreign_or_net_price_counts_only_if_there_is_a_better_one() -> None:
    foreign, net = quote(90, "USD"), quote(8_000, taxes=TaxInclusion.EXCLUDED)
    assert verdict(Seen({TRAVCLAN: foreign}, NOBODY)) is Verdict.FOREIGN
    assert verdict(Seen({TRAVCLAN: net}, NOBODY)) is Verdict.NOT_ALL_IN
    both = judge(known(), Seen({TRAVCLAN: net, SERPAPI: quote(9_900)}, NOBODY))
    assert (both.verdict, both.source) == (Verdict.COUNTS, SERPAPI)


def test_a_price_of_nothing_is_no_price() -> None:
    assert verdict(Seen({TRAVCLAN: quote(0)}, NOBODY), known(None, None)) is Verdict.NOT_ALL_IN


@pytest.mark.parametrize(
    ("quotes", "failed", "expected"),
    [
        ({TRAVCLAN: None, SERPAPI: None}, NOBODY, Verdict.SOLD_OUT),
        ({TRAVCLAN: None}, frozenset({SERPAPI}), Verdict.NOTHING),
        ({}, frozenset({TRAVCLAN, SERPAPI}), Verdict.NOTHING),
        ({}, NOBODY, Verdict.NOTHING),
        ({TRAVCLAN: None, SERPAPI: quote(10_500)}, NOBODY, Verdict.COUNTS),
    ],
)
def test_sold_out_needs_everyones_word(
    quotes: dict[Supplier, Quote | None], failed: frozenset[Supplier], expected: Verdict
) -> None:
    assert verdict(Seen(quotes, failed)) is expected


@pytest.mark.parametrize(
    ("total", "expected"), [(10_500, Verdict.PARTIAL), (9_000, Verdict.COUNTS)]
)
def test_without_the_last_prices_supplier_only_a_lower_one_counts(
    total: int, expected: Verdict
) -> None:
    assert verdict(Seen({SERPAPI: quote(total)}, frozenset({TRAVCLAN}))) is expected


@pytest.mark.parametrize("total", [3_900, 31_000])
def test_an_outlier_counts_when_a_second_look_agrees(total: int) -> None:
    seen = Seen({TRAVCLAN: quote(total)}, NOBODY)
    assert judge(known(), seen).verdict is Verdict.SUSPECT
    again = judge(known(suspect=total), seen)
    assert (again.verdict, again.confirmed) == (Verdict.COUNTS, True)
    assert judge(known(suspect=total * 2), seen).verdict is Verdict.SUSPECT


prices = st.none() | st.builds(
    quote,
    st.decimals(min_value=0, max_value=50_000, places=2),
    st.sampled_from(["INR", "USD"]),
    st.sampled_from(TaxInclusion),
)
answers = st.dictionaries(st.sampled_from(Supplier), prices)


@given(answers, st.frozensets(st.sampled_from(Supplier)), st.none() | st.just(20_000))
def test_what_counts_is_all_in_comparable_and_within_reason(
    quotes: dict[Supplier, Quote | None], failed: frozenset[Supplier], suspect: int | None
) -> None:
    judgement = judge(known(suspect=suspect), Seen(quotes, failed))
    if judgement.verdict is not Verdict.COUNTS:
        return
    counted = judgement.quote
    assert counted is not None
    assert counted.total.currency == "INR"
    assert counted.taxes is TaxInclusion.INCLUDED
    assert counted.total.amount > 0
    if not judgement.confirmed:
        assert 4_000 < counted.total.amount < 30_000

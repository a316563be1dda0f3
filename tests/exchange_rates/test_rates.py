"""Converting keeps order and worth, and knows when it cannot."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange_rates.contract import RateSource
from domain.exchange_rates.rates import OLDEST, ExchangeRates, Reference, rates_on
from domain.money import Money, minor_digits

TODAY = date(2026, 11, 30)
CURRENCIES = ("EUR", "INR", "USD", "KWD", "JPY", "HUF", "VND", "IQD")


def dealt(code: str) -> st.SearchStrategy[Reference]:
    rates = st.decimals("0.05", "30000", places=6)
    return st.builds(Reference, st.just(code), rates, st.just(TODAY), st.just(RateSource.ECB))


references = st.fixed_dictionaries({code: dealt(code) for code in CURRENCIES[1:]})
amounts = st.builds(
    lambda units, code: Money.of(Decimal(units).scaleb(-minor_digits(code)), code),
    st.integers(0, 10**12),
    st.sampled_from(CURRENCIES),
)
codes = st.sampled_from(CURRENCIES)


def known(*rates: tuple[str, str, int, RateSource]) -> list[Reference]:
    return [
        Reference(code, Decimal(rate), TODAY - timedelta(days), source)
        for code, rate, days, source in rates
    ]


def test_an_amount_is_converted_over_the_euro() -> None:
    rates = rates_on(
        TODAY, known(("INR", "92", 0, RateSource.ECB), ("KWD", "0.331", 0, RateSource.WIDER))
    )
    assert rates.convert(Money.of(9200, "INR"), "EUR") == Money.of(100, "EUR")
    assert rates.convert(Money.of(100, "EUR"), "KWD") == Money.of("33.100", "KWD")
    assert rates.convert(Money.of(9200, "INR"), "KWD") == Money.of("33.100", "KWD")
    assert rates.convert(Money.of("12.345", "KWD"), "KWD") == Money.of("12.345", "KWD")


def test_the_bank_is_believed_first_and_the_wider_source_fills_what_it_lacks() -> None:
    rates = rates_on(
        TODAY,
        known(
            ("USD", "1.07", 2, RateSource.ECB),
            ("USD", "1.09", 0, RateSource.WIDER),
            ("KWD", "0.331", 0, RateSource.WIDER),
        ),
    )
    assert rates.references["USD"].per_euro == Decimal("1.07")
    assert rates.references["KWD"].source is RateSource.WIDER


def test_the_wider_source_stands_in_once_the_bank_is_silent_for_too_long() -> None:
    kept = known(("USD", "1.07", 8, RateSource.ECB), ("USD", "1.09", 0, RateSource.WIDER))
    assert rates_on(TODAY, kept).references["USD"].source is RateSource.WIDER


def test_a_rate_older_than_seven_days_converts_nothing() -> None:
    kept = known(("INR", "92", OLDEST.days, RateSource.ECB), ("USD", "1.07", 0, RateSource.ECB))
    assert "INR" in rates_on(TODAY, kept).references
    later = rates_on(TODAY + timedelta(1), kept)
    assert "INR" not in later.references
    assert "USD" in later.references
    assert later.convert(Money.of(1, "INR"), "EUR") is None
    assert later.convert(Money.of(1, "EUR"), "INR") is None
    assert later.convert(Money.of(1, "INR"), "INR") == Money.of(1, "INR")


@pytest.mark.parametrize("ahead", [2, 30, 4000])
def test_a_rate_of_a_day_that_is_yet_to_come_is_none(ahead: int) -> None:
    rates = rates_on(TODAY, known(("INR", "92", -ahead, RateSource.ECB)))
    assert "INR" not in rates.references


@given(references, amounts, codes)
def test_a_conversion_is_rounded_to_the_minor_unit_and_off_by_less(
    kept: dict[str, Reference], amount: Money, wanted: str
) -> None:
    rates = ExchangeRates(kept)
    converted = rates.convert(amount, wanted)
    exact = rates.worth(amount, wanted)
    assert converted is not None
    assert exact is not None
    assert converted.currency == wanted
    assert converted == Money.of(converted.amount, wanted)
    unit = Decimal(1).scaleb(-minor_digits(wanted))
    assert abs(converted.amount - exact) <= unit / 2


@given(references, st.lists(amounts, max_size=8), codes)
def test_what_is_worth_more_is_never_shown_as_less(
    kept: dict[str, Reference], prices: list[Money], wanted: str
) -> None:
    rates = ExchangeRates(kept)
    ordered = sorted(prices, key=lambda price: rates.worth(price, wanted) or Decimal(0))
    shown = [rates.convert(price, wanted) for price in ordered]
    assert all(a is not None and b is not None and a <= b for a, b in itertools.pairwise(shown))
    within = [price for price in ordered if price.currency == wanted]
    assert within == sorted(within)


@given(references, amounts, codes)
def test_there_and_back_is_the_same_but_for_rounding(
    kept: dict[str, Reference], amount: Money, wanted: str
) -> None:
    rates = ExchangeRates(kept)
    there = rates.convert(amount, wanted)
    assert there is not None
    back = rates.worth(there, amount.currency)
    a_unit = rates.worth(
        Money.of(Decimal(1).scaleb(-minor_digits(wanted)), wanted), amount.currency
    )
    assert back is not None
    assert a_unit is not None
    assert abs(back - amount.amount) <= a_unit

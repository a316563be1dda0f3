"""Amounts that are hardly meant."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.exchange_rates.contract import RateSource
from domain.exchange_rates.rates import ExchangeRates, Reference
from domain.money import Money
from domain.reading.doubtful_amounts import is_doubtful, likelier

DAY = date(2026, 11, 24)
RATES = ExchangeRates(
    {
        code: Reference(code, Decimal(rate), DAY, RateSource.WIDER)
        for code, rate in {"INR": "91", "JPY": "160", "KWD": "0.34", "VND": "27500"}.items()
    }
)


def rupees(amount: str) -> Money:
    return Money.of(amount, "INR")


@pytest.mark.parametrize(
    ("amount", "price", "meant"),
    [
        ("1.20", "150000", "120000"),
        ("95", "10000", "9500"),
        ("8", "9000", "8000"),
        ("9550", "100", "95.50"),
        ("8500000", "10000", "8500"),
    ],
)
def test_a_slip_is_put_right(amount: str, price: str, meant: str) -> None:
    assert is_doubtful(rupees(amount), rupees(price))
    assert likelier(rupees(amount), rupees(price)) == rupees(meant)


@pytest.mark.parametrize("amount", ["2000", "9000", "10000", "50000"])
def test_what_is_near_the_price_is_meant(amount: str) -> None:
    assert not is_doubtful(rupees(amount), rupees("10000"))


def test_without_a_rate_nothing_is_said_of_another_currency() -> None:
    assert not is_doubtful(Money.of(1, "EUR"), rupees("10000"))
    assert likelier(Money.of(1, "EUR"), rupees("10000")) is None


@pytest.mark.parametrize(
    ("amount", "meant"),
    [
        (Money.of("1.1", "EUR"), Money.of(110, "EUR")),
        (Money.of(12000, "EUR"), Money.of(120, "EUR")),
        (Money.of(150, "JPY"), Money.of(15000, "JPY")),
        (Money.of("0.04", "KWD"), Money.of(40, "KWD")),
        (Money.of(30, "VND"), Money.of(3_000_000, "VND")),
    ],
)
def test_an_amount_in_another_currency_is_doubted_by_what_it_is_worth(
    amount: Money, meant: Money
) -> None:
    """The price is ₹10,000: about €110, ¥17,000, 37 dinars or 3 million dong."""
    assert is_doubtful(amount, rupees("10000"), rates=RATES)
    assert likelier(amount, rupees("10000"), rates=RATES) == meant
    assert not is_doubtful(meant, rupees("10000"), rates=RATES)


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_what_is_offered_instead_is_near_the_price(amount: int, price: int) -> None:
    offered = likelier(rupees(str(amount)), rupees(str(price)))
    assert offered is None or not is_doubtful(offered, rupees(str(price)))

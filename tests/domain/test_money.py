"""Amounts keep their currency and never lose a minor unit."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import CurrencyMismatch
from domain.money import Money

amounts = st.decimals(min_value="0.01", max_value="9999999", places=2)


def test_rounds_to_the_minor_unit_of_its_currency() -> None:
    assert Money.of("10.005", "INR").amount == Decimal("10.01")
    assert Money.of("1234.5", "JPY").amount == Decimal(1235)
    assert Money.of("1.2345", "KWD").amount == Decimal("1.235")
    assert Money.of("12345.678", "HUF").amount == Decimal("12345.68")
    assert Money.of("1.2345", "IQD").amount == Decimal("1.235")


def test_a_third_of_a_hundred_is_rounded_to_the_minor_unit() -> None:
    assert Money.of(100, "EUR").share(3) == Money.of("33.33", "EUR")


@pytest.mark.parametrize("operation", ["__lt__", "__add__", "__sub__", "percent_of_change_to"])
def test_two_currencies_never_meet(operation: str) -> None:
    with pytest.raises(CurrencyMismatch):
        getattr(Money.of(1, "INR"), operation)(Money.of(1, "USD"))


def test_a_drop_is_a_negative_percentage() -> None:
    assert Money.of(8000, "INR").percent_of_change_to(Money.of(6000, "INR")) == Decimal(-25)


@given(amounts, amounts)
def test_what_is_added_can_be_taken_away(left: Decimal, right: Decimal) -> None:
    a, b = Money.of(left, "INR"), Money.of(right, "INR")
    assert a + b - b == a
    assert (a < b) == (left < right)

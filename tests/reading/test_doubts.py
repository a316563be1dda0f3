"""Amounts that are hardly meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.reading.doubts import is_doubtful, likelier


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


def test_nothing_is_said_of_another_currency() -> None:
    assert not is_doubtful(Money.of(1, "EUR"), rupees("10000"))


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_what_is_offered_instead_is_near_the_price(amount: int, price: int) -> None:
    offered = likelier(rupees(str(amount)), rupees(str(price)))
    assert offered is None or not is_doubtful(offered, rupees(str(price)))

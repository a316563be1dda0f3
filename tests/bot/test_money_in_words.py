"""Every currency is written in every language and region with its own decimals, and marked."""

import unicodedata
from decimal import Decimal

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.locales import translator
from domain.exchange_rates.contract import RateSource
from domain.exchange_rates.rates import ExchangeRates, Reference
from domain.money import Money, is_spent, minor_digits
from tests.exchange_rates.test_rates import TODAY

SPENT = sorted(one.alpha_3 for one in pycountry.currencies if is_spent(one.alpha_3))
WRITERS = [
    ("en", "US"), ("en", "IN"), ("en", "001"), ("en", "KW"), ("en", "CH"), ("en", "HU"),
    ("hi", "IN"), ("es", "ES"), ("es", "MX"), ("es", "419"), ("ru", "RU"), ("ru", "KZ"),
]  # fmt: skip


def digits(text: str) -> str:
    return "".join(str(unicodedata.digit(letter)) for letter in text if letter.isdigit())


@pytest.mark.parametrize("currency", SPENT)
def test_small_amounts_keep_all_their_decimals(currency: str) -> None:
    amount = Money.of("12.345", currency)
    for language, region in WRITERS:
        assert digits(translator(language, region).money(amount)) == digits(str(amount.amount)), (
            language,
            region,
        )


@given(st.integers(1, 10**12), st.sampled_from(SPENT), st.sampled_from(WRITERS))
def test_what_is_written_is_the_amount(units: int, currency: str, writer: tuple[str, str]) -> None:
    amount = Money.of(Decimal(units).scaleb(-minor_digits(currency)), currency)
    written = digits(translator(*writer).money(amount))
    whole = digits(str(amount.amount.quantize(Decimal(1))))
    assert written in {digits(str(amount.amount)), whole}


@given(
    st.integers(1, 10**9), st.sampled_from(SPENT), st.sampled_from(SPENT), st.sampled_from(WRITERS)
)
def test_what_a_price_is_worth_is_always_marked(
    units: int, currency: str, own: str, writer: tuple[str, str]
) -> None:
    rates = ExchangeRates(
        {
            code: Reference(code, Decimal("7.5"), TODAY, RateSource.WIDER)
            for code in SPENT
            if code != "EUR"
        }
    )
    amount = Money.of(Decimal(units).scaleb(-minor_digits(currency)), currency)
    t = translator(*writer).counting_in(own, rates)
    real = t.money(amount)
    if own == currency:
        assert t.price(amount) == real
    else:
        worth = rates.convert(amount, own)
        assert worth is not None
        assert t.price(amount) == f"{real} (≈ {t.money(worth)})"
    unknown = translator(*writer).counting_in(own, ExchangeRates())
    assert unknown.price(amount) == real


@pytest.mark.parametrize(
    ("language", "amount", "currency", "shown"),
    [
        ("en", "227.09", "EUR", "€227.09"),
        ("es", "227.09", "EUR", "227,09\xa0€"),
        ("en", "5000", "INR", "₹5,000"),
        ("en", "4.5", "USD", "$4.50"),
    ],
)
def test_what_is_charged_is_told_to_the_unit(
    language: str, amount: str, currency: str, shown: str
) -> None:
    assert translator(language).exact(Money.of(amount, currency)) == shown

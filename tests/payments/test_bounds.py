"""What an invoice may ask for, held against what Telegram itself once published.

`currencies.json` gives a smallest and a largest amount for each currency, in its smallest unit. A
copy of 2021 stands in a public library (RaySmith-ttc/tg-bot, `model/Currency.kt`): there they are
one and ten thousand dollars at that day's rates, cut to the unit. The file follows the rates, so
its numbers of today cannot be written down here; that our bounds follow them can be shown.
"""

from datetime import date
from decimal import Decimal

import pytest

from domain.exchange_rates.contract import RateSource
from domain.exchange_rates.rates import ExchangeRates, Reference
from domain.money import Money, minor_digits
from domain.payments.amounts import TAKEN, Asked, Takes, ask, bounds_in, from_units, to_units

PUBLISHED = {
    "AED": (367, 3_672_991), "BHD": (265, 2_650_000), "CLP": (778, 7_780_494),
    "EUR": (84, 848_788), "GBP": (72, 723_134), "IDR": (1_425_350, 14_253_500_000),
    "INR": (7_342, 73_420_499), "ISK": (127, 1_271_395), "JPY": (109, 1_093_219),
    "KRW": (1_172, 11_720_801), "PYG": (6_896, 68_964_321), "RUB": (7_244, 72_446_503),
    "UGX": (3_532, 35_325_273), "USD": (100, 1_000_000), "UZS": (1_071_361, 10_713_612_481),
    "VND": (22_756, 227_565_000),
}  # fmt: skip


def rates() -> ExchangeRates:
    """Return the rates of that day, as its largest amounts tell them."""
    euro = from_units(PUBLISHED["EUR"][1], "EUR").amount
    return ExchangeRates(
        {
            code: Reference(
                code, from_units(most, code).amount / euro, date(2021, 9, 1), RateSource.ECB
            )
            for code, (_least, most) in PUBLISHED.items()
            if code != "EUR"
        }
    )


@pytest.mark.parametrize("currency", PUBLISHED)
def test_what_is_asked_for_lies_within_what_telegram_takes(currency: str) -> None:
    least, most = (from_units(units, currency) for units in PUBLISHED[currency])
    bounds = bounds_in(currency, rates())
    assert bounds is not None
    low, high = bounds
    assert least <= low < high <= most
    # And leaves out no more than is left for rates that differ.
    assert low.amount <= least.amount * Decimal("1.05")
    assert high.amount >= most.amount * Decimal("0.96")


def test_units_are_those_of_telegram() -> None:
    without = {"CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND"}
    assert {code for code in TAKEN if minor_digits(code) == 0} == without
    assert minor_digits("BHD") == 3


@pytest.mark.parametrize(
    ("amount", "currency", "units"),
    [
        ("100.555", "USD", 10_056), ("12345.4", "JPY", 12_346), ("10.1234", "BHD", 10_124),
        ("5000", "INR", 500_000),
    ],
)  # fmt: skip
def test_an_invoice_asks_for_whole_units_of_any_currency(
    amount: str, currency: str, units: int
) -> None:
    due = Money(Decimal(amount), currency)
    asked = ask(due, Takes(), rates())
    assert isinstance(asked, Asked)
    assert (to_units(asked.money), asked.covers) == (units, due)
    # What Telegram tells of the payment is what the invoice asked for.
    assert from_units(units, currency) == asked.money

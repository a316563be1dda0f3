"""Words for questions about amounts: an example of the right size, and doubts."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.locales import Translator
from domain.money import Money

# A target is commonly a tenth below the price.
TENTHS = 9
FIGURES = 2
# Currencies in which a night costs thousands or more.
THOUSANDS = frozenset(
    {
        "ALL",
        "AMD",
        "ARS",
        "CLP",
        "COP",
        "CRC",
        "HUF",
        "IDR",
        "INR",
        "IQD",
        "IRR",
        "ISK",
        "JPY",
        "KES",
        "KGS",
        "KHR",
        "KRW",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "MMK",
        "MNT",
        "NGN",
        "NPR",
        "PHP",
        "PKR",
        "PYG",
        "RSD",
        "RUB",
        "THB",
        "TWD",
        "TZS",
        "UGX",
        "UZS",
        "VND",
        "XAF",
        "XOF",
        "ZMW",
    }
)


def example_of(price: Money | None, t: Translator, currency: str = "INR") -> str:
    """Return an amount of a price's order of magnitude, as the traveller writes amounts."""
    if price is None:
        return t.number(8000 if _is_small(currency) else 80)
    lower = price.amount * TENTHS / 10
    digits = FIGURES - 1 - lower.adjusted()
    return t.number(round(lower, digits) if lower else lower)


def change_example(price: Money | None, t: Translator, currency: str) -> str:
    """Return an amount by which a price may well change: about a tenth of it."""
    if price is None:
        return t.number(800 if _is_small(currency) else 10)
    tenth = price.amount / 10
    return t.number(round(tenth, -tenth.adjusted()) if tenth else tenth)


def _is_small(currency: str) -> bool:
    """Return whether a night costs thousands of a currency, and not hundreds."""
    return currency in THOUSANDS


def doubt_line(meant: Sequence[Money], price: Money, t: Translator) -> Markup:
    """Ask which amount is meant, next to a price."""
    if len(meant) > 1:
        return t.markup(
            "🤔 <b>{one}, or {other}?</b> The price now is {price}.",
            one=t.money(meant[0]),
            other=t.money(meant[1]),
            price=t.money(price),
        )
    return t.markup(
        "🤔 <b>Really {one}?</b> The price now is {price}.",
        one=t.money(meant[0]),
        price=t.money(price),
    )

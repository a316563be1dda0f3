"""Words about amounts that are asked for: an example of the right size, and doubts."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.locales import Translator
from domain.money import Money

# A target is commonly a tenth below the price.
TENTHS = 9
FIGURES = 2


def example_of(price: Money | None, t: Translator, currency: str = "INR") -> str:
    """Return an amount of a price's order of size, as the traveller writes amounts."""
    if price is None:
        return t.number(8000) if currency in {"INR", "RUB", "JPY", "THB"} else t.number(80)
    lower = price.amount * TENTHS / 10
    digits = FIGURES - 1 - lower.adjusted()
    return t.number(round(lower, digits) if lower else lower)


def doubt_line(meant: Sequence[Money], price: Money, t: Translator) -> Markup:
    """Ask which amount is meant beside a price."""
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

"""The market's fixed exchange rates.

The market thinks in rupees. These rates are illustrative and never move, so that a price in
another currency changes only when the market's own price does.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal


@dataclass(frozen=True, slots=True)
class Currency:
    code: str
    rupees: Decimal
    sign: str


CURRENCIES = {
    code: Currency(code, Decimal(rupees), sign)
    for code, rupees, sign in (
        ("INR", "1", "₹"), ("USD", "84", "$"), ("EUR", "92", "€"), ("GBP", "108", "£"),
        ("AED", "22.9", "AED "), ("AUD", "55", "A$"), ("BRL", "15.2", "R$ "), ("CAD", "61", "CA$"),
        ("CHF", "96", "CHF "), ("CNY", "11.7", "CN¥"), ("IDR", "0.0053", "IDR "),
        ("JPY", "0.56", "¥"), ("KZT", "0.17", "KZT "), ("LKR", "0.28", "LKR "),
        ("MXN", "4.6", "MX$"), ("MYR", "18.9", "MYR "), ("NPR", "0.625", "NPR "),
        ("NZD", "50", "NZ$"), ("PHP", "1.45", "₱"), ("PLN", "21.3", "PLN "), ("RUB", "0.9", "RUB "),
        ("SAR", "22.4", "SAR "), ("SEK", "7.9", "SEK "), ("SGD", "63", "SGD "), ("THB", "2.4", "฿"),
        ("TRY", "2.5", "TRY "), ("UAH", "2.03", "UAH "), ("VND", "0.0033", "₫"),
        ("ZAR", "4.6", "ZAR "),
    )
}  # fmt: skip


def in_currency(rupees: Decimal, code: str) -> Decimal:
    """Convert to another currency, unrounded. Raises KeyError for one without a rate."""
    return rupees / CURRENCIES[code].rupees


def whole(amount: Decimal) -> int:
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def written(amount: Decimal, code: str) -> str:
    """As Google writes it for English readers: sign, thousands separated, no decimals."""
    return f"{CURRENCIES[code].sign}{whole(amount):,}"

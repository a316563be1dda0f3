"""What one euro buys, as both publishers say it.

They begin at the market's own rates, so that a converted price agrees with what the other
supplier asks, and they move apart from it: a moved rate moves no price.
"""

from decimal import Decimal

from sandbox.market.currency import CURRENCIES

# What the European bank publishes; the Russian rouble has been out since 2022.
OF_THE_BANK = frozenset({
    "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "GBP", "HKD", "HUF", "IDR", "ILS", "INR",
    "ISK", "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RON", "SEK", "SGD", "THB",
    "TRY", "USD", "ZAR",
})  # fmt: skip
# Of currencies in which nothing is sold on the market: rupees for one of each.
FURTHER = {
    "AFN": "1.19", "ALL": "0.93", "AMD": "0.21", "ARS": "0.085", "AZN": "49", "BAM": "47",
    "BDT": "0.7", "BHD": "223", "BIF": "0.028", "BOB": "12", "BTN": "1", "BWP": "6.2", "BYN": "26",
    "CLP": "0.088", "COP": "0.02", "CRC": "0.16", "CZK": "3.68", "DKK": "12.3", "DOP": "1.4",
    "DZD": "0.63", "EGP": "1.7", "ETB": "0.66", "FJD": "37", "GEL": "31", "GHS": "5.4",
    "GTQ": "10.8", "HKD": "10.8", "HNL": "3.3", "HUF": "0.23", "ILS": "22.5", "IQD": "0.064",
    "IRR": "0.002", "ISK": "0.61", "JMD": "0.53", "JOD": "118", "KES": "0.65", "KGS": "0.97",
    "KHR": "0.02", "KMF": "0.187", "KRW": "0.061", "KWD": "274", "LAK": "0.0038", "LBP": "0.00094",
    "LYD": "17.4", "MAD": "8.4", "MDL": "4.7", "MGA": "0.018", "MKD": "1.5", "MMK": "0.04",
    "MNT": "0.025", "MOP": "10.5", "MUR": "1.8", "MVR": "5.4", "MZN": "1.3", "NAD": "4.6",
    "NGN": "0.05", "NIO": "2.3", "NOK": "7.8", "OMR": "218", "PEN": "22.4", "PGK": "21",
    "PKR": "0.3", "PYG": "0.011", "QAR": "23", "RON": "18.5", "RSD": "0.785", "RWF": "0.062",
    "SCR": "6.1", "SYP": "0.0065", "TJS": "7.9", "TMT": "24", "TND": "27", "TTD": "12.4",
    "TWD": "2.6", "TZS": "0.033", "UGX": "0.023", "UYU": "2.1", "UZS": "0.0066", "VUV": "0.7",
    "XAF": "0.14", "XCD": "31", "XOF": "0.14", "XPF": "0.77", "YER": "0.34", "ZMW": "3.1",
}  # fmt: skip
IN_RUPEES = {code: one.rupees for code, one in CURRENCIES.items()} | {
    code: Decimal(rupees) for code, rupees in FURTHER.items()
}
DIGITS = Decimal("0.000001")


class RateBoard:
    """The rates of this moment. A currency that is taken off is no longer published."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Put the rates back to the market's."""
        euro = IN_RUPEES["EUR"]
        self.per_euro = {
            code: (euro / rupees).quantize(DIGITS) for code, rupees in IN_RUPEES.items()
        }
        self.days_old = 0

    def get(self, currency: str) -> Decimal | None:
        """Return how much of a currency a euro buys, None if no one publishes it."""
        return self.per_euro.get(currency)

    def set(self, currency: str, rate: Decimal | None) -> None:
        """Have a euro buy so much of a currency; None takes it off both lists."""
        if rate is None:
            self.per_euro.pop(currency, None)
        else:
            self.per_euro[currency] = rate

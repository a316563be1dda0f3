"""Query strings read into what the market understands, refused where the supplier refuses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sandbox.market.currency import CURRENCIES
from sandbox.market.stays import MOST_NIGHTS, Guests, Stay


class Refused(Exception):
    """Answered with this status and `{"error": …}`."""

    def __init__(self, status: int, error: str) -> None:
        super().__init__(error)
        self.status = status
        self.error = error


class NothingFound(Exception):
    """A search that worked and found nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """One call: its parameters without the key, and what most engines need of them."""

    params: Mapping[str, str]
    base: str

    def text(self, name: str, usual: str = "") -> str:
        return self.params.get(name, usual).strip()

    def number(self, name: str, usual: int = 0) -> int:
        text = self.text(name, str(usual))
        if not text.isdigit():
            raise Refused(400, f"Unsupported `{text}` value for the `{name}` parameter.")
        return int(text)

    def flag(self, name: str) -> bool:
        return self.text(name).lower() == "true"

    def required(self, name: str) -> str:
        text = self.text(name)
        if not text:
            raise Refused(400, f"Missing query `{name}` parameter.")
        return text

    def day(self, name: str) -> date:
        text = self.required(name)
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Refused(400, f"Unsupported `{text}` value for the `{name}` parameter.") from None

    @property
    def currency(self) -> str:
        code = self.text("currency", "USD")
        if code not in CURRENCIES:
            raise Refused(400, f"Unsupported `{code}` currency.")
        return code

    def stay(self, today: date) -> Stay:
        """Dates and one room's guests: this supplier knows no second room."""
        check_in, check_out = self.day("check_in_date"), self.day("check_out_date")
        if check_in < today:
            raise Refused(400, "`check_in_date` cannot be in the past.")
        if check_out <= check_in:
            raise Refused(400, "`check_out_date` must be after `check_in_date`.")
        if (check_out - check_in).days > MOST_NIGHTS:
            raise Refused(400, f"The stay cannot be longer than {MOST_NIGHTS} nights.")
        children = self.number("children")
        ages = [age for age in self.text("children_ages").split(",") if age]
        if len(ages) != children or not all(age.isdigit() for age in ages):
            raise Refused(400, "`children_ages` must name the age of each of the `children`.")
        return Stay(check_in, check_out, (Guests(self.number("adults", 2), tuple(map(int, ages))),))

    def echo(self, *extra: str) -> dict[str, Any]:
        """`search_parameters`: what was asked, with the usual values of what was not."""
        numbers = {"adults", "children"}
        shown: dict[str, Any] = {"engine": self.text("engine"), "gl": "us", "hl": "en"}
        for name, value in self.params.items():
            shown[name] = int(value) if name in numbers and value.isdigit() else value
        shown["currency"] = self.currency
        for name in extra:
            shown.setdefault(name, 2 if name == "adults" else 0)
        return shown

"""What somebody did to the market by hand: prices moved, rooms closed, wrong quotes planted."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from .stays import Stay


@dataclass(frozen=True, slots=True)
class PriceMove:
    """Either `percent` (−15 is a drop) of what the price would be, or a new `total` in rupees.

    With dates a percentage touches the nights from `check_in` to before `check_out`, and a total
    that very stay. `until` ends it; `supplier` narrows it to one of the two.
    """

    percent: Decimal | None = None
    total: Decimal | None = None
    check_in: date | None = None
    check_out: date | None = None
    until: datetime | None = None
    supplier: str | None = None

    def holds(self, stay: Stay, supplier: str, now: datetime) -> bool:
        if self.until is not None and now >= self.until:
            return False
        if self.supplier not in (None, supplier):
            return False
        if self.total is None:
            return True
        return self.check_in in (None, stay.check_in) and self.check_out in (None, stay.check_out)

    def touches(self, night: date) -> bool:
        after = self.check_in is None or night >= self.check_in
        return after and (self.check_out is None or night < self.check_out)


@dataclass(slots=True)
class Glitch:
    """A factor on the next few answers that quote a hotel."""

    factor: Decimal
    times: int
    supplier: str | None = None

    def strike(self, supplier: str) -> Decimal:
        """Give the factor for the answer about to go out, using up one of the times."""
        if self.times <= 0 or self.supplier not in (None, supplier):
            return Decimal(1)
        self.times -= 1
        return self.factor


@dataclass(slots=True)
class HotelControls:
    """All that was done to one hotel."""

    moves: list[PriceMove] = field(default_factory=list)
    closed: bool | None = None
    glitch: Glitch | None = None

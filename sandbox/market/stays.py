"""What is asked of the market: nights and the guests of each room."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_NIGHTS = 30
MOST_ROOMS = 10
MOST_ADULTS = 12
MOST_CHILDREN = 4


@dataclass(frozen=True, slots=True)
class Guests:
    """The guests of one room."""

    adults: int
    child_ages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stay:
    check_in: date
    check_out: date
    rooms: tuple[Guests, ...] = (Guests(2),)

    @property
    def nights(self) -> tuple[date, ...]:
        count = (self.check_out - self.check_in).days
        return tuple(self.check_in + timedelta(days=n) for n in range(count))


def usual_stay(today: date) -> Stay:
    """Give the stay whose price is shown where none is asked for: three nights in four weeks."""
    check_in = today + timedelta(days=28)
    return Stay(check_in, check_in + timedelta(days=3))

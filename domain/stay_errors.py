"""What is refused of a stay: its days and who stays.

::

    Refusal
    └── StayRefused
        ├── CheckInPast(check_in, today)
        ├── CheckOutNotAfterCheckIn(check_in, check_out)
        ├── StayTooLong(nights, most)
        ├── StayTooFarAhead(check_in, latest)
        ├── TooManyRooms(rooms, most)
        ├── NoAdult(room)
        ├── TooManyGuests(adults, children, most_adults, most_children)
        └── ChildAgeOutOfRange(age, oldest)
"""

from dataclasses import dataclass
from datetime import date

from domain.errors import Refusal


class StayRefused(Refusal):
    """Dates or people that make no stay."""


@dataclass(eq=False)
class CheckInPast(StayRefused):
    """The first night is over."""

    check_in: date
    today: date


@dataclass(eq=False)
class CheckOutNotAfterCheckIn(StayRefused):
    """The stay has no night."""

    check_in: date
    check_out: date


@dataclass(eq=False)
class StayTooLong(StayRefused):
    """More nights than suppliers sell in one stay."""

    nights: int
    most: int


@dataclass(eq=False)
class StayTooFarAhead(StayRefused):
    """Suppliers have no prices so far ahead."""

    check_in: date
    latest: date


@dataclass(eq=False)
class TooManyRooms(StayRefused):
    """More rooms than suppliers sell in one stay."""

    rooms: int
    most: int


@dataclass(eq=False)
class NoAdult(StayRefused):
    """A room without an adult; `room` counts from 1."""

    room: int


@dataclass(eq=False)
class TooManyGuests(StayRefused):
    """More people in one room than suppliers allow."""

    adults: int
    children: int
    most_adults: int
    most_children: int


@dataclass(eq=False)
class ChildAgeOutOfRange(StayRefused):
    """An age that is not a child's."""

    age: int
    oldest: int

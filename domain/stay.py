"""When and for whom: the dates and people of a hotel stay, checked on construction.

The limits are those of the strictest supplier (30 nights, 10 rooms, 12 adults and 4 children a
room), so that one question can go to all.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.stay_errors import (
    CheckInPast,
    CheckOutNotAfterCheckIn,
    ChildAgeOutOfRange,
    NoAdult,
    StayTooFarAhead,
    StayTooLong,
    TooManyGuests,
    TooManyRooms,
)

MOST_NIGHTS = 30
MOST_ROOMS = 10
MOST_ADULTS = 12
MOST_CHILDREN = 4
OLDEST_CHILD = 17
FARTHEST_DAYS = 500


@dataclass(frozen=True, slots=True)
class Room:
    """The people in one room.

    Raises `NoAdult`, `TooManyGuests` or `ChildAgeOutOfRange` when no supplier would take them.
    """

    adults: int = 2
    child_ages: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.adults < 1:
            raise NoAdult(room=1)
        if self.adults > MOST_ADULTS or len(self.child_ages) > MOST_CHILDREN:
            raise TooManyGuests(self.adults, len(self.child_ages), MOST_ADULTS, MOST_CHILDREN)
        for age in self.child_ages:
            if not 0 <= age <= OLDEST_CHILD:
                raise ChildAgeOutOfRange(age, OLDEST_CHILD)


@dataclass(frozen=True, slots=True)
class Stay:
    """Nights from `check_in` to `check_out` for the people in `rooms`.

    Raises a `StayRefused` when the dates have no night or too many, or the rooms are too many.
    Whether it lies in the past depends on the day: see `require_bookable`.
    """

    check_in: date
    check_out: date
    rooms: tuple[Room, ...] = (Room(),)

    def __post_init__(self) -> None:
        if self.check_out <= self.check_in:
            raise CheckOutNotAfterCheckIn(self.check_in, self.check_out)
        if self.nights > MOST_NIGHTS:
            raise StayTooLong(self.nights, MOST_NIGHTS)
        if not self.rooms:
            raise NoAdult(room=1)
        if len(self.rooms) > MOST_ROOMS:
            raise TooManyRooms(len(self.rooms), MOST_ROOMS)

    @property
    def nights(self) -> int:
        """Return how many nights are slept."""
        return (self.check_out - self.check_in).days

    @property
    def adults(self) -> int:
        """Return the adults of all rooms together."""
        return sum(room.adults for room in self.rooms)

    @property
    def child_ages(self) -> tuple[int, ...]:
        """Return the ages of the children of all rooms together."""
        return tuple(age for room in self.rooms for age in room.child_ages)

    def require_bookable(self, today: date) -> None:
        """Raise `CheckInPast` or `StayTooFarAhead` when no supplier sells it on `today`."""
        if self.check_in < today:
            raise CheckInPast(self.check_in, today)
        latest = today + timedelta(days=FARTHEST_DAYS)
        if self.check_in > latest:
            raise StayTooFarAhead(self.check_in, latest)

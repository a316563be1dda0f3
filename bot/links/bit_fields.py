"""Parts of what a link or a button says, as one number in base 64.

Each part is a digit of its own size, one after the other. The id comes last, so it may be as large
as the database has them. Telegram allows `[A-Za-z0-9_-]`.
"""

import string
from collections.abc import Iterable
from datetime import date, timedelta

from domain.stay import (
    MOST_ADULTS,
    MOST_CHILDREN,
    MOST_NIGHTS,
    MOST_ROOMS,
    OLDEST_CHILD,
    Room,
    Stay,
)

LARGEST_ID = 2**63 - 1
DIGITS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "-_"
FIRST_DAY = date(2020, 1, 1)
DAYS = 2**14
SIGNS = string.ascii_uppercase + string.digits
Digit = tuple[int, int]


def packed(digits: Iterable[Digit], identity: int) -> str:
    """Return digits and an id as one short text."""
    number = identity
    for value, size in reversed(list(digits)):
        number = number * size + value
    text = ""
    while number:
        number, digit = divmod(number, len(DIGITS))
        text = DIGITS[digit] + text
    return text


class Unpacking:
    """A packed number, taken apart in the order it was put together."""

    def __init__(self, text: str) -> None:
        self._number = 0
        for character in text:
            self._number = self._number * len(DIGITS) + DIGITS.index(character)

    def take(self, size: int) -> int:
        """Return the next digit."""
        self._number, value = divmod(self._number, size)
        return value

    def identity(self) -> int:
        """Return what is left, the id. Raises ValueError for one that no row can have."""
        if not 1 <= self._number <= LARGEST_ID:
            raise ValueError
        return self._number


def stay_digits(stay: Stay) -> list[Digit]:
    """Return the days of a stay and who comes."""
    digits = [
        ((stay.check_in - FIRST_DAY).days, DAYS),
        (stay.nights - 1, MOST_NIGHTS),
        (len(stay.rooms) - 1, MOST_ROOMS),
    ]
    for room in stay.rooms:
        digits += [(room.adults - 1, MOST_ADULTS), (len(room.child_ages), MOST_CHILDREN + 1)]
        digits += [(age, OLDEST_CHILD + 1) for age in room.child_ages]
    return digits


def take_stay(unpacking: Unpacking) -> Stay:
    """Return the stay that comes next. Raises a `StayRefused` for one that cannot be."""
    check_in = FIRST_DAY + timedelta(days=unpacking.take(DAYS))
    check_out = check_in + timedelta(days=unpacking.take(MOST_NIGHTS) + 1)
    count = unpacking.take(MOST_ROOMS) + 1
    return Stay(check_in, check_out, tuple(_take_room(unpacking) for _ in range(count)))


def _take_room(unpacking: Unpacking) -> Room:
    adults = unpacking.take(MOST_ADULTS) + 1
    children = unpacking.take(MOST_CHILDREN + 1)
    return Room(adults, tuple(unpacking.take(OLDEST_CHILD + 1) for _ in range(children)))


def sign_digits(code: str) -> list[Digit]:
    """Return a code of capitals and digits, whose length the reader knows."""
    return [(SIGNS.index(sign), len(SIGNS)) for sign in code]


def take_signs(unpacking: Unpacking, length: int) -> str:
    """Return the code that comes next."""
    return "".join(SIGNS[unpacking.take(len(SIGNS))] for _ in range(length))

"""What is refused of a booking before anything is sent: the traveller can put it right.

::

    Refusal
    └── BookingRefused
        ├── GuestNameIncomplete(text)
        ├── GuestNameNotUsable(text)
        ├── GuestNameTooLong(text, most)
        ├── GuestCountWrong(given, wanted)
        ├── ContactMailNotUsable(text)
        ├── PhoneNotUsable(text)
        ├── PhoneWithoutCountry(text)
        ├── PanNotUsable()
        ├── PassportNotUsable()
        ├── RequestsTooLong(length, most)
        ├── NoteTooLong(length, most)
        ├── NotBookableHere()
        ├── TooManyOpenBookings(most)
        └── NotedRefused
            ├── NothingNoted()
            ├── NotedDaysNotUsable(text)
            ├── NotedStayOver(last)
            ├── NotedStayTooLong(nights, most)
            ├── NotedTitleNotUsable(longest)
            ├── NotedDeadlineNotUsable(text)
            ├── NotedReferenceNotUsable(longest)
            ├── NotedTotalNotLess(paid)
            └── TooManyNoted(most)
"""

from dataclasses import dataclass
from datetime import date

from domain.errors import Refusal
from domain.money import Money


class BookingRefused(Refusal):
    """Something about a booking that cannot be taken."""


@dataclass(eq=False)
class GuestNameIncomplete(BookingRefused):
    """One word, where hotels ask for a first and a last name."""

    text: str


@dataclass(eq=False)
class GuestNameNotUsable(BookingRefused):
    """What nobody is called: digits, signs, an address."""

    text: str


@dataclass(eq=False)
class GuestNameTooLong(BookingRefused):
    """More characters than hotels keep."""

    text: str
    most: int


@dataclass(eq=False)
class GuestCountWrong(BookingRefused):
    """More or fewer names than people who are to be named."""

    given: int
    wanted: int


@dataclass(eq=False)
class ContactMailNotUsable(BookingRefused):
    """No address that mail can be sent to."""

    text: str


@dataclass(eq=False)
class PhoneNotUsable(BookingRefused):
    """No telephone number."""

    text: str


@dataclass(eq=False)
class PhoneWithoutCountry(BookingRefused):
    """A number that is dialled in one country alone, nobody says which."""

    text: str


class PanNotUsable(BookingRefused):
    """No Indian PAN. It is not said back: it is nobody else's business."""


class PassportNotUsable(BookingRefused):
    """No passport number."""


@dataclass(eq=False)
class RequestsTooLong(BookingRefused):
    """More words to the hotel than suppliers pass on."""

    length: int
    most: int


@dataclass(eq=False)
class NoteTooLong(BookingRefused):
    """More words of a hotel's than are kept."""

    length: int
    most: int


class NotBookableHere(BookingRefused):
    """Nobody books this rate for us: it is sold elsewhere, or its supplier is not set up."""


@dataclass(eq=False)
class TooManyOpenBookings(BookingRefused):
    """As many bookings are under way as one traveller may have."""

    most: int


class NotedRefused(BookingRefused):
    """Something of a booking made elsewhere that cannot be noted."""


class NothingNoted(NotedRefused):
    """A text in which no booking was found: no days, no hotel with its price."""


@dataclass(eq=False)
class NotedDaysNotUsable(NotedRefused):
    """No days, or a departure that is not after the arrival."""

    text: str


@dataclass(eq=False)
class NotedStayOver(NotedRefused):
    """What ended on `last`, so long ago that there is nothing to remind of."""

    last: date


@dataclass(eq=False)
class NotedStayTooLong(NotedRefused):
    """More days than anything is booked for."""

    nights: int
    most: int


@dataclass(eq=False)
class NotedTitleNotUsable(NotedRefused):
    """No name: nothing, no letter, or more than is kept."""

    longest: int


@dataclass(eq=False)
class NotedDeadlineNotUsable(NotedRefused):
    """No day until which cancelling may be free: none at all, or one after the arrival."""

    text: str


@dataclass(eq=False)
class NotedReferenceNotUsable(NotedRefused):
    """More than a reference has, or nothing that one is made of."""

    longest: int


@dataclass(eq=False)
class NotedTotalNotLess(NotedRefused):
    """A price that saves nothing beside what was `paid`, or one in another currency."""

    paid: Money


@dataclass(eq=False)
class TooManyNoted(NotedRefused):
    """As many bookings are noted as one traveller may have."""

    most: int

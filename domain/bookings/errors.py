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
        ├── NotBookableHere()
        └── TooManyOpenBookings(most)
"""

from dataclasses import dataclass

from domain.errors import Refusal


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


class NotBookableHere(BookingRefused):
    """Nobody books this rate for us: it is sold elsewhere, or its supplier is not set up."""


@dataclass(eq=False)
class TooManyOpenBookings(BookingRefused):
    """As many bookings are under way as one traveller may have."""

    most: int

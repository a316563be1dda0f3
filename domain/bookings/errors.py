"""Refusals before anything is sent, which the traveller can put right.

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
    """Something about a booking that cannot be accepted."""


@dataclass(eq=False)
class GuestNameIncomplete(BookingRefused):
    """One word, where hotels ask for a first and a last name."""

    text: str


@dataclass(eq=False)
class GuestNameNotUsable(BookingRefused):
    """Not a name: digits, symbols, an address."""

    text: str


@dataclass(eq=False)
class GuestNameTooLong(BookingRefused):
    """More characters than hotels keep."""

    text: str
    most: int


@dataclass(eq=False)
class GuestCountWrong(BookingRefused):
    """More or fewer names than guests to be named."""

    given: int
    wanted: int


@dataclass(eq=False)
class ContactMailNotUsable(BookingRefused):
    """Not an address that mail can be sent to."""

    text: str


@dataclass(eq=False)
class PhoneNotUsable(BookingRefused):
    """Not a telephone number."""

    text: str


@dataclass(eq=False)
class PhoneWithoutCountry(BookingRefused):
    """A national number without its country code."""

    text: str


class PanNotUsable(BookingRefused):
    """Not an Indian PAN. It is not repeated, because it is confidential."""


class PassportNotUsable(BookingRefused):
    """Not a passport number."""


@dataclass(eq=False)
class RequestsTooLong(BookingRefused):
    """More text than suppliers pass on to the hotel."""

    length: int
    most: int


@dataclass(eq=False)
class NoteTooLong(BookingRefused):
    """More text from a hotel than is stored."""

    length: int
    most: int


class NotBookableHere(BookingRefused):
    """This rate cannot be booked here: it is sold elsewhere, or its supplier is not set up."""


@dataclass(eq=False)
class TooManyOpenBookings(BookingRefused):
    """The traveller already has the most bookings that may be in progress."""

    most: int


class NotedRefused(BookingRefused):
    """A booking made elsewhere that cannot be noted."""


class NothingNoted(NotedRefused):
    """No booking was found in the text: no dates, no hotel with a price."""


@dataclass(eq=False)
class NotedDaysNotUsable(NotedRefused):
    """No dates, or a departure that is not after the arrival."""

    text: str


@dataclass(eq=False)
class NotedStayOver(NotedRefused):
    """It ended on `last`, too long ago for reminders."""

    last: date


@dataclass(eq=False)
class NotedStayTooLong(NotedRefused):
    """More days than any booking has."""

    nights: int
    most: int


@dataclass(eq=False)
class NotedTitleNotUsable(NotedRefused):
    """Not a name: empty, without letters, or too long."""

    longest: int


@dataclass(eq=False)
class NotedDeadlineNotUsable(NotedRefused):
    """Not a free-cancellation deadline: not a date, or one after the arrival."""

    text: str


@dataclass(eq=False)
class NotedReferenceNotUsable(NotedRefused):
    """Too long for a reference, or not made of what references are."""

    longest: int


@dataclass(eq=False)
class NotedTotalNotLess(NotedRefused):
    """A price that saves nothing against what was `paid`, or in another currency."""

    paid: Money


@dataclass(eq=False)
class TooManyNoted(NotedRefused):
    """The traveller has noted the most bookings that they may."""

    most: int

"""What can be refused and what can go wrong, as types with fields and no sentences.

The edges (`bot/errors.py`, `webhooks/errors.py`) alone turn these into words and statuses.

::

    OftenHotelsError
    ├── Refusal                    the traveller can put it right
    │   ├── StayRefused
    │   │   ├── DateNotUnderstood(text)
    │   │   ├── DateTooWide(text)
    │   │   ├── DatesOpen(text, first, last, is_estimate)
    │   │   ├── DatesOver(check_in, check_out, next_in, next_out)
    │   │   ├── DateAmbiguous(text, one, other)
    │   │   ├── StayBegun(check_in, check_out, today)
    │   │   ├── TonightOver(place, today)
    │   │   ├── CheckInPast(check_in, today)
    │   │   ├── CheckOutNotAfterCheckIn(check_in, check_out)
    │   │   ├── StayTooLong(nights, most)
    │   │   ├── StayTooFarAhead(check_in, latest)
    │   │   ├── TooManyRooms(rooms, most)
    │   │   ├── NoAdult(room)
    │   │   ├── TooManyGuests(adults, children, most_adults, most_children)
    │   │   ├── ChildAgeOutOfRange(age, oldest)
    │   │   └── ChildAgesMissing(children)
    │   ├── FlightRefused
    │   │   ├── AirportUnknown(text)
    │   │   ├── AirportAmbiguous(text, candidates)
    │   │   ├── SameAirport(name)
    │   │   ├── FlightInPast(day, today)
    │   │   ├── FlightTooFarAhead(day, latest)
    │   │   ├── ReturnBeforeOutbound(outbound, inbound)
    │   │   ├── NoFlyingAdult()
    │   │   ├── TooManyTravellers(travellers, most)
    │   │   ├── InfantsWithoutLap(infants, adults)
    │   │   └── FlightNotOffered()
    │   ├── TourRefused
    │   │   ├── NightsMissing(place)
    │   │   ├── TooManyPlaces(places, most)
    │   │   ├── WindowTooLong(days, most)
    │   │   └── TourOver()
    │   ├── PlaceUnknown(text, suggestions)
    │   ├── PlaceAmbiguous(text, candidates)
    │   ├── PlaceTooWide(text, candidates)
    │   ├── LocationNeeded()
    │   ├── CurrencyUnknown(text)
    │   ├── AmountRefused
    │   │   ├── AmountNotUnderstood(text)
    │   │   ├── AmountOutOfRange(text, most, currency)
    │   │   ├── CurrencyAmbiguous(text, candidates)
    │   │   ├── CurrencyOfAnother(text, said, wanted)
    │   │   └── AmountForOnePerson(text)
    │   ├── TimeZoneUnknown(text)
    │   ├── CountryUnknown(text)
    │   ├── AlertWishRefused
    │   │   ├── QuietHoursNotUnderstood(text)
    │   │   ├── DigestHourNotUnderstood(text)
    │   │   └── AlertNumberOutOfRange(text, most)
    │   ├── TrackerWishRefused
    │   │   ├── NameNotUsable(most)
    │   │   ├── FolderNameTaken(name)
    │   │   ├── FrequencyNotUnderstood(text)
    │   │   ├── ThresholdNotUnderstood(text)
    │   │   ├── FileTooLarge(most_kilobytes)
    │   │   ├── FileNotUnderstood()
    │   │   ├── EndNotUnderstood(text)
    │   │   ├── EndOutOfRange(latest)
    │   │   ├── DaysOutOfRange(text, most)
    │   │   └── TrackerOfAnother(change)
    │   ├── TrackerLimitReached(limit)
    │   ├── NothingToTrack()
    │   ├── FrequencyOutOfRange(shortest_minutes, longest_hours)
    │   ├── RuleImpossible(kind)
    │   ├── FolderLimitReached(limit)
    │   ├── SavedSearchLimitReached(limit)
    │   ├── TooFewToCompare(least)
    │   ├── TooManyToCompare(most)
    │   └── NotFound(what)         not there, or not this traveller's: no difference is shown
    ├── Fault                      the traveller can only wait
    │   ├── SupplierError          see `domain.suppliers.contract`
    │   ├── DatabaseUnavailable(reason)
    │   └── QueueUnavailable(reason)
    ├── SettingsError(problems)    the operator can put it right
    ├── TelegramUnavailable(reason)    likewise
    ├── BotTokenRefused()              likewise
    └── CurrencyMismatch(left, right)   a mistake in the code
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


class OftenHotelsError(Exception):
    """The root of every error that this product raises on purpose."""


class Refusal(OftenHotelsError):
    """A request that cannot be met as it was put."""


class StayRefused(Refusal):
    """Dates or people that make no stay."""


@dataclass(eq=False)
class DateNotUnderstood(StayRefused):
    """Text stood where a date was expected."""

    text: str


@dataclass(eq=False)
class DateTooWide(StayRefused):
    """A month or a week was named, and no day of it."""

    text: str


@dataclass(eq=False)
class DatesOpen(StayRefused):
    """More days than a stay were named, from `first` to `last`; the moon may yet move them."""

    text: str
    first: date
    last: date
    is_estimate: bool


@dataclass(eq=False)
class DatesOver(StayRefused):
    """Days that were over not long ago, with no year; the next such days are in the next one.

    A `check_out` that was not said is None, and so is `next_out`.
    """

    check_in: date
    check_out: date | None
    next_in: date | None
    next_out: date | None


@dataclass(eq=False)
class DateAmbiguous(StayRefused):
    """Numbers that are one day where the month is written last, and another where it is first."""

    text: str
    one: date
    other: date


@dataclass(eq=False)
class StayBegun(StayRefused):
    """Days that began before today and are not over yet."""

    check_in: date
    check_out: date
    today: date


@dataclass(eq=False)
class TonightOver(StayRefused):
    """The writer's tonight has passed where the stay is: it is `today` there."""

    place: str
    today: date


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
    """More nights than suppliers sell at once."""

    nights: int
    most: int


@dataclass(eq=False)
class StayTooFarAhead(StayRefused):
    """Suppliers have no prices so far ahead."""

    check_in: date
    latest: date


@dataclass(eq=False)
class TooManyRooms(StayRefused):
    """More rooms than suppliers sell at once."""

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
    """An age that is no child's."""

    age: int
    oldest: int


@dataclass(eq=False)
class ChildAgesMissing(StayRefused):
    """Children were counted without their ages, on which prices depend."""

    children: int


class FlightRefused(Refusal):
    """Airports, dates or people that make no flight."""


@dataclass(eq=False)
class AirportUnknown(FlightRefused):
    """No airport, and no place with one near, is called so."""

    text: str


@dataclass(eq=False)
class AirportAmbiguous(FlightRefused):
    """Several are called so; `candidates` are pairs of a key that finds it and its full name."""

    text: str
    candidates: tuple[tuple[str, str], ...]


@dataclass(eq=False)
class SameAirport(FlightRefused):
    """The flight would end where it begins."""

    name: str


@dataclass(eq=False)
class FlightInPast(FlightRefused):
    """The day of the flight is over."""

    day: date
    today: date


@dataclass(eq=False)
class FlightTooFarAhead(FlightRefused):
    """Airlines have no timetable so far ahead."""

    day: date
    latest: date


@dataclass(eq=False)
class ReturnBeforeOutbound(FlightRefused):
    """The way back lies before the way out."""

    outbound: date
    inbound: date


class NoFlyingAdult(FlightRefused):
    """Children alone are not sold a seat here."""


@dataclass(eq=False)
class TooManyTravellers(FlightRefused):
    """More people than are sold seats at once."""

    travellers: int
    most: int


@dataclass(eq=False)
class InfantsWithoutLap(FlightRefused):
    """More children under two than adults to hold them."""

    infants: int
    adults: int


class FlightNotOffered(FlightRefused):
    """A flight that was listed before is not in the supplier's present answer."""


class TourRefused(Refusal):
    """Places, nights or days that make no tour."""


@dataclass(eq=False)
class NightsMissing(TourRefused):
    """A place without how many nights are spent there."""

    place: str


@dataclass(eq=False)
class TooManyPlaces(TourRefused):
    """More places than can be asked about together."""

    places: int
    most: int


@dataclass(eq=False)
class WindowTooLong(TourRefused):
    """More starting days than can be compared."""

    days: int
    most: int


class TourOver(TourRefused):
    """The last day on which it could begin has passed."""


@dataclass(eq=False)
class PlaceUnknown(Refusal):
    """No place is called so; `suggestions` are id and full name of those spelt nearly so."""

    text: str
    suggestions: tuple[tuple[int, str], ...] = ()


@dataclass(eq=False)
class PlaceAmbiguous(Refusal):
    """Several places are called so; `candidates` are pairs of destination id and full name."""

    text: str
    candidates: tuple[tuple[int, str], ...]


@dataclass(eq=False)
class PlaceTooWide(Refusal):
    """A whole country; `candidates` are id and full name of its largest places."""

    text: str
    candidates: tuple[tuple[int, str], ...]


@dataclass(eq=False)
class LocationNeeded(Refusal):
    """A place near the traveller was asked for, and where that is has not been shared."""


@dataclass(eq=False)
class CurrencyUnknown(Refusal):
    """Not a currency that is offered."""

    text: str


class AmountRefused(Refusal):
    """Text that is no amount of money that can be taken here."""


@dataclass(eq=False)
class AmountNotUnderstood(AmountRefused):
    """Text stood where an amount of money was expected."""

    text: str


@dataclass(eq=False)
class AmountOutOfRange(AmountRefused):
    """Nothing at all, or more than anything costs."""

    text: str
    most: Decimal
    currency: str


@dataclass(eq=False)
class CurrencyAmbiguous(AmountRefused):
    """Several countries call theirs so; `candidates` are the ISO 4217 codes."""

    text: str
    candidates: tuple[str, ...]


@dataclass(eq=False)
class CurrencyOfAnother(AmountRefused):
    """An amount in one currency for a price in another."""

    text: str
    said: str
    wanted: str


@dataclass(eq=False)
class AmountForOnePerson(AmountRefused):
    """An amount for each person, where prices are for everybody together."""

    text: str


class AlertWishRefused(Refusal):
    """What cannot be wished of alerts."""


@dataclass(eq=False)
class QuietHoursNotUnderstood(AlertWishRefused):
    """Text stood where two times of the day were expected."""

    text: str


@dataclass(eq=False)
class DigestHourNotUnderstood(AlertWishRefused):
    """Text stood where a full hour of the day was expected."""

    text: str


@dataclass(eq=False)
class AlertNumberOutOfRange(AlertWishRefused):
    """Not a number of alerts that can be wished for a day."""

    text: str
    most: int


class TrackerWishRefused(Refusal):
    """What cannot be wished of a tracker."""


@dataclass(eq=False)
class NameNotUsable(TrackerWishRefused):
    """No name, or one of more characters than are kept."""

    most: int


@dataclass(eq=False)
class FolderNameTaken(TrackerWishRefused):
    """Another folder of the traveller is called so."""

    name: str


@dataclass(eq=False)
class FrequencyNotUnderstood(TrackerWishRefused):
    """Text stood where an interval was expected."""

    text: str


@dataclass(eq=False)
class ThresholdNotUnderstood(TrackerWishRefused):
    """Text stood where a percentage or an amount was expected."""

    text: str


@dataclass(eq=False)
class FileTooLarge(TrackerWishRefused):
    """A file of trackers is larger than is read."""

    most_kilobytes: int


class FileNotUnderstood(TrackerWishRefused):
    """No file of trackers, or one of too many."""


@dataclass(eq=False)
class EndNotUnderstood(TrackerWishRefused):
    """Text stood where the last day of a watch was expected."""

    text: str


@dataclass(eq=False)
class EndOutOfRange(TrackerWishRefused):
    """A watch ends between today and the first day of what is watched."""

    latest: date


@dataclass(eq=False)
class DaysOutOfRange(TrackerWishRefused):
    """Not a number of days that can be wished."""

    text: str
    most: int


@dataclass(eq=False)
class TrackerOfAnother(TrackerWishRefused):
    """A member of a group may not change its tracker. `change` is "stop", "mute" or "change"."""

    change: str


@dataclass(eq=False)
class TimeZoneUnknown(Refusal):
    """Not a zone of the IANA database."""

    text: str


@dataclass(eq=False)
class CountryUnknown(Refusal):
    """Not a country of ISO 3166-1, by its code or by its name in a language of the bot."""

    text: str


@dataclass(eq=False)
class TrackerLimitReached(Refusal):
    """The traveller watches as many things as the service allows."""

    limit: int


@dataclass(eq=False)
class FrequencyOutOfRange(Refusal):
    """Prices are looked at neither more often nor more rarely than this."""

    shortest_minutes: int
    longest_hours: int


@dataclass(eq=False)
class RuleImpossible(Refusal):
    """The terms make no rule of this kind for this tracker."""

    kind: str


@dataclass(eq=False)
class NothingToTrack(Refusal):
    """The thing has no price to watch from."""


@dataclass(eq=False)
class FolderLimitReached(Refusal):
    """The traveller has as many folders as the service allows."""

    limit: int


@dataclass(eq=False)
class SavedSearchLimitReached(Refusal):
    """The traveller keeps as many searches as the service allows."""

    limit: int


@dataclass(eq=False)
class TooFewToCompare(Refusal):
    """One hotel or none is chosen, or still sold."""

    least: int


@dataclass(eq=False)
class TooManyToCompare(Refusal):
    """More hotels than fit beside each other."""

    most: int


@dataclass(eq=False)
class NotFound(Refusal):
    """Not there, or another traveller's: the answer is the same. `what` is a kind: "tracker"."""

    what: str


class Fault(OftenHotelsError):
    """Something that the traveller cannot put right."""


@dataclass(eq=False)
class DatabaseUnavailable(Fault):
    """PostgreSQL does not answer; `reason` holds no secret."""

    reason: str


@dataclass(eq=False)
class QueueUnavailable(Fault):
    """Redis does not answer; `reason` holds no secret."""

    reason: str


@dataclass(eq=False)
class TelegramUnavailable(OftenHotelsError):
    """Telegram does not answer at the start; `reason` holds no secret."""

    reason: str


class BotTokenRefused(OftenHotelsError):
    """Telegram knows no bot with this token."""

    def __str__(self) -> str:
        """Return the operator's sentence."""
        return "Telegram knows no bot with BOT_TOKEN: copy the token from BotFather again."


@dataclass(eq=False)
class SettingsError(OftenHotelsError):
    """The configuration cannot be used; each problem is one sentence for the operator."""

    problems: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join(self.problems)


@dataclass(eq=False)
class CurrencyMismatch(OftenHotelsError):
    """Amounts in two currencies met in one sum or comparison."""

    left: str
    right: str

"""What a run of words may mean, beside amounts and days: values for the decision to choose from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.catalog.values import FoundAirport, FoundDestination
from domain.errors import Refusal
from domain.money import Money
from domain.reading.scopes import Scope
from domain.stay_errors import StayRefused
from domain.suppliers.flight_contract import Cabin


class Request(StrEnum):
    """What a whole line asks for."""

    STAY = "stay"
    FLIGHT = "flight"
    PACKAGE = "package"
    TOUR = "tour"
    COMMAND = "command"
    TALK = "talk"


class Role(StrEnum):
    """What the words around a place say of it."""

    PLAIN = "plain"
    THERE = "there"
    ORIGIN = "origin"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place, an airport or a country by one of its names; `options` are the likeliest first.

    `slips` letters are wrong in it. `is_near` says that the place is to be near to,
    `wants_airport` that it is to be the airport of the place, `is_code` that it is a code.
    """

    name: str
    role: Role
    options: tuple[FoundDestination, ...] = ()
    airport: FoundAirport | None = None
    country: str | None = None
    slips: int = 0
    is_near: bool = False
    wants_airport: bool = False
    is_code: bool = False

    @property
    def weight(self) -> int:
        """Return how likely the likeliest is meant."""
        return max((option.weight for option in self.options), default=0)


@dataclass(frozen=True, slots=True)
class UnknownName:
    """Words that mean nothing known, and stand where a place may."""

    name: str
    role: Role
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Two airports' codes in one breath: "MAA SIN", "del-goi"."""

    origin: PlaceName
    destination: PlaceName


@dataclass(frozen=True, slots=True)
class Adults:
    """So many adults; `is_everyone` where children may be among them ("4 people").

    `is_further` where they come on top of others, `is_each` where they are counted by the room,
    `is_kin` where they are listed by what they are to the writer, `is_all` where children who are
    told beside them are among them ("6 including 2 kids").
    """

    count: int
    is_everyone: bool = False
    is_further: bool = False
    is_each: bool = False
    is_kin: bool = False
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class Children:
    """So many children, perhaps with fewer ages; `count` None: as many as there are ages.

    `is_infant` says that they have no seat of their own.
    """

    count: int | None
    ages: tuple[int, ...] = ()
    is_infant: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Adults and children in one breath: "2+1"."""

    adults: Adults
    children: Children


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages of children who are counted elsewhere in the line."""

    ages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rooms:
    """So many rooms; `is_list` where what follows tells them one by one."""

    count: int
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class RoomLabel:
    """What stands before the people of one room: "room 2:"."""

    number: int


@dataclass(frozen=True, slots=True)
class Beds:
    """Rooms for so many adults each; `rooms` None where they are not counted: "double room"."""

    adults: int
    rooms: int | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """So many people, old and young."""

    count: int


@dataclass(frozen=True, slots=True)
class StayDays:
    """The days of a stay: an end is None where it was not said; `problem` tells why none is.

    `is_monthless`: no month was said, and these are the next such days ("the 5th to the 9th").
    `is_weekday`: told by weekdays alone, and these are the next such days ("friday").
    `is_way_back`: the last day was told as that of the way back. `is_one_night`: a day alone was
    told, with its night ("for tomorrow"). `is_list`: told one by one, so that the last may be the
    last night as well.
    """

    check_in: date | None = None
    check_out: date | None = None
    is_tonight: bool = False
    problem: StayRefused | None = None
    is_monthless: bool = False
    is_way_back: bool = False
    is_one_night: bool = False
    is_list: bool = False
    is_weekday: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    """From what and up to what a stay may cost, `in_all` for the whole stay, `each_room` for one.

    `shared` is whose part it is, and a `problem` until it is known how many come.

    `is_unsaid` says that nothing tells whether it is for a night.

    `abroad` is the same in each currency that it can be in, where only the place tells which.
    """

    least: Money | None = None
    most: Money | None = None
    in_all: bool = False
    problem: Refusal | None = None
    abroad: tuple["Spent", ...] = ()
    each_room: bool = False
    is_unsaid: bool = False
    shared: Scope | None = None

    @property
    def currency(self) -> str | None:
        """Return the currency of both ends."""
        end = self.most or self.least
        return end.currency if end else None


@dataclass(frozen=True, slots=True)
class Nights:
    """So many nights; `is_bare` where nothing but the number says so ("Munnar 2").

    `is_each`: at each of several places; `is_days`: counted as days, which may be a night fewer;
    `is_open`: so many or a few more ("4-5 nights"), which is asked.
    """

    count: int
    is_bare: bool = False
    is_each: bool = False
    is_days: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Wished:
    """A wish for the hotel, or what it must not have: an Amenity, or one of the lexicon's terms."""

    wish: object
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Stars:
    """The classes that fit."""

    stars: frozenset[int]


@dataclass(frozen=True, slots=True)
class Rating:
    """The least rating out of 5."""

    least: float


@dataclass(frozen=True, slots=True)
class NoWish:
    """What was asked for and cannot be searched by: it is told."""

    words: str


class PartOfDay(StrEnum):
    """When one wants to fly."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Change(StrEnum):
    """What is said of a search that is open, rather than of one by itself."""

    CHEAPER = "cheaper"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class MoreNights:
    """So many nights on top of those of an open search; fewer where `count` is below zero."""

    count: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A correction that only means something beside what was searched."""

    change: Change


@dataclass(frozen=True, slots=True)
class Asked:
    """A word for a kind of request.

    `is_direct` says that the flight is to be without a stop, `is_house` that a house of a kind was
    asked for, like a hostel: hotels are not searched by it.
    """

    request: Request
    is_direct: bool = False
    is_house: bool = False


@dataclass(frozen=True, slots=True)
class Flown:
    """What is said of a flight alone: a cabin, one way, a way back."""

    cabin: Cabin | None = None
    is_return: bool | None = None


# What may be said of who comes.
Person = Adults | Beds | Children | Ages | Family | Pair | Rooms | RoomLabel

"""What a run of words may mean: the values that the decision chooses from."""

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
    """The role that the words around a place give it."""

    PLAIN = "plain"
    THERE = "there"
    ORIGIN = "origin"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place, an airport or a country by one of its names; `options` has the likeliest first.

    `slips` is how many letters are wrong. `is_near`: the stay is to be near it. `wants_airport`:
    the airport of the place is meant. `is_code`: it is written as a code.
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
        """Return the weight of the likeliest place."""
        return max((option.weight for option in self.options), default=0)


@dataclass(frozen=True, slots=True)
class UnknownName:
    """Unknown words where a place may stand."""

    name: str
    role: Role
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """Two airport codes together: "MAA SIN", "del-goi"."""

    origin: PlaceName
    destination: PlaceName


@dataclass(frozen=True, slots=True)
class Adults:
    """A number of adults; `is_everyone` if children may be among them ("4 people").

    `is_further`: they come on top of others. `is_each`: they are counted per room. `is_kin`: they
    are listed by their relation to the writer. `is_all`: children given alongside are among them
    ("6 including 2 kids").
    """

    count: int
    is_everyone: bool = False
    is_further: bool = False
    is_each: bool = False
    is_kin: bool = False
    is_all: bool = False


@dataclass(frozen=True, slots=True)
class Children:
    """A number of children, perhaps with fewer ages; `count` None: as many as there are ages.

    `is_infant`: they have no seat of their own.
    """

    count: int | None
    ages: tuple[int, ...] = ()
    is_infant: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Adults and children together: "2+1"."""

    adults: Adults
    children: Children


@dataclass(frozen=True, slots=True)
class Ages:
    """Ages of children who are counted elsewhere in the line."""

    ages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rooms:
    """A number of rooms; `is_list` if what follows describes them one by one."""

    count: int
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class RoomLabel:
    """The label before the people of one room: "room 2:"."""

    number: int


@dataclass(frozen=True, slots=True)
class Beds:
    """Rooms for a number of adults each; `rooms` is None if not counted: "double room"."""

    adults: int
    rooms: int | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """A family of a given size, adults and children together."""

    count: int


@dataclass(frozen=True, slots=True)
class StayDays:
    """The days of a stay; an end not given is None, `problem` says why the days cannot be used.

    `is_monthless`: no month was given, and these are the next such days ("the 5th to the 9th").
    `is_weekday`: only weekdays were given, and these are the next such days ("friday").
    `is_way_back`: the last day was given as that of the way back. `is_one_night`: a single day was
    given, with its night ("for tomorrow"). `is_list`: they were listed one by one, so that the last
    may also be the last night.
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
    """The least and most that a stay may cost: `in_all` for the whole stay, `each_room` per room.

    `shared` says whose share it is, which is a `problem` until the number of guests is known.

    `is_unsaid`: the text does not say whether it is per night.

    `abroad` is the same budget in each currency it may be in, if only the place can decide.
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
    """A number of nights; `is_bare` if only the number says so ("Munnar 2").

    `is_each`: at each of several places. `is_days`: counted in days, which may be a night fewer.
    `is_open`: that many or a few more ("4-5 nights"), so the bot asks.
    """

    count: int
    is_bare: bool = False
    is_each: bool = False
    is_days: bool = False
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Wished:
    """What a hotel should or should not have: an Amenity, or one of the lexicon's terms."""

    wish: object
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Stars:
    """The acceptable hotel classes."""

    stars: frozenset[int]


@dataclass(frozen=True, slots=True)
class Rating:
    """The lowest acceptable rating out of 5."""

    least: float


@dataclass(frozen=True, slots=True)
class NoWish:
    """A wish that cannot be searched by, which the bot says."""

    words: str


class PartOfDay(StrEnum):
    """When one wants to fly."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Change(StrEnum):
    """A change to an open search, rather than a search of its own."""

    CHEAPER = "cheaper"
    EARLIER = "earlier"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class MoreNights:
    """Nights to add to an open search, or to take off if `count` is negative."""

    count: int


@dataclass(frozen=True, slots=True)
class Changed:
    """A correction that makes sense only for an open search."""

    change: Change


@dataclass(frozen=True, slots=True)
class Asked:
    """A word for a kind of request.

    `is_direct`: the flight is to be non-stop. `is_house`: a kind of lodging was asked for, such as
    a hostel, which hotels cannot be searched by.
    """

    request: Request
    is_direct: bool = False
    is_house: bool = False


@dataclass(frozen=True, slots=True)
class Flown:
    """What is said only of flights: a cabin, one way, a way back."""

    cabin: Cabin | None = None
    is_return: bool | None = None


# Everything that may be said about the guests.
Person = Adults | Beds | Children | Ages | Family | Pair | Rooms | RoomLabel

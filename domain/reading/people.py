"""How many people, in how many rooms."""

from dataclasses import dataclass
from decimal import Decimal

from domain.reading.errors import ChildAgesMissing
from domain.reading.kinds import Kind, pattern
from domain.reading.tokens import Found, Reading
from domain.stay import MOST_ROOMS, Room
from domain.stay_errors import NoAdult, StayRefused, TooManyRooms

USUAL_ADULTS = 2
FAMILY = (
    pattern("FAMILY (OF|FROM|A|PLAIN)+ (?P<count>NUMBER) ADULT?"),
    pattern("(?P<count>NUMBER) ADULT? LINK* FAMILY"),
)
ADULTS = (pattern("(?P<count>NUMBER) PLAIN? DASH? ADULT"),)
ROOMS = (pattern("(?P<count>NUMBER) PLAIN? DASH? ROOM"),)
ALONE, COUPLE = (pattern("ALONE"),), (pattern("COUPLE"),)
# "For 2", but no "for 2 nights", "for 2 rooms".
_COUNTED = (
    "(?! DASH? (NIGHT|WEEK|DAYS|ROOM|CHILD|STAR|YEARS|CURRENCY|THOUSAND|MONTH|AND|NUMBER|UNTIL"
    "|NIGHTLY))"
)
FOR_SOME = (
    pattern(f"FOR PLAIN? (?P<count>NUMBER) {_COUNTED}"),
    pattern("(?P<count>NUMBER) FOR (?! LINK* (NUMBER|CURRENCY))"),
)
_AGES = "(?P<ages>(LINK* AGED? LINK* (NUMBER|SLASHED) YEARS? LINK* (AND|PLUS|A)?)+)"
_OLD = "NUMBER (AND NUMBER)* DASH? YEARS"
CHILDREN = (
    pattern(f"(?P<many>NUMBER) PLAIN? (?P<child>CHILD) {_AGES}"),
    pattern(f"(?P<ages>{_OLD} (JOIN* {_OLD})*) LINK* (?P<child>CHILD)"),
    pattern(f"(?P<child>CHILD) {_AGES}"),
    pattern("(?P<none>NO) (?P<child>CHILD)"),
    pattern("(?P<many>NUMBER) PLAIN? (?P<child>CHILD)"),
    pattern("(?P<child>CHILD)"),
)


@dataclass(frozen=True, slots=True)
class Counts:
    """People counted in so many words; None where nobody was. `family` is old and young.

    `by_room` are each room's adults and where in the text they stand, if told room by room.
    """

    adults: int | None = None
    family: int | None = None
    rooms: int | None = None
    by_room: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class ChildMention:
    """Children mentioned together at one place of the text; perhaps with fewer ages than heads."""

    at: int
    count: int
    ages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeopleReading:
    """What was read; None where it was not said. `ages` are one for each child.

    `by_room` are the adults and ages of each room, if told room by room.
    """

    adults: int | None
    ages: tuple[int, ...] | None
    rooms: int | None
    problem: StayRefused | None
    rest: Reading
    by_room: tuple[tuple[int, tuple[int, ...]], ...] = ()

    @property
    def is_silent(self) -> bool:
        """Say whether nobody was mentioned."""
        return self.adults is None and self.ages is None and self.rooms is None

    def share_with(self, before: tuple[Room, ...] | None) -> tuple[Room, ...]:
        """Return the rooms of what was said, the unsaid as `before`, or two adults in one room.

        Raises a `StayRefused` when nobody would take them so.
        """
        if self.by_room:
            return tuple(Room(adults, ages) for adults, ages in self.by_room)
        adults, ages, rooms = self.adults, self.ages, self.rooms
        if before is not None:
            if adults is None:
                adults = sum(room.adults for room in before)
            if ages is None:
                ages = tuple(age for room in before for age in room.child_ages)
            if rooms is None:
                rooms = max(1, min(len(before), adults))
        return share_out(USUAL_ADULTS if adults is None else adults, ages or (), rooms or 1)


def read_counts(reading: Reading) -> tuple[Counts, Reading]:
    """Return what is counted in so many words, and the rest; read before dates take numbers."""
    by_room, reading = _adults_by_room(reading)
    if by_room:
        return Counts(sum(adults for adults, _at in by_room), None, len(by_room), by_room), reading
    found: list[int | None] = []
    for patterns in (FAMILY, ADULTS, ROOMS):
        match = reading.find(*patterns)
        found.append(int(match.value("count")) if match else None)
        reading = reading.without(match.span) if match else reading
    family, adults, rooms = found
    return Counts(adults, family, rooms), reading


def _adults_by_room(reading: Reading) -> tuple[tuple[tuple[int, int], ...], Reading]:
    """Return every room's adults and where they stand, none unless each room is told."""
    each: list[tuple[int, int]] = []
    rest = reading
    while found := rest.find(*ADULTS):
        each.append((int(found.value("count")), found.span[0]))
        rest = rest.without(found.span)
    rooms, rest = _rooms_listed(rest)
    return (tuple(each), rest) if rooms == len(each) > 1 else ((), reading)


def _rooms_listed(reading: Reading) -> tuple[int, Reading]:
    """Return how many rooms a list is of, 0 for none: "2 rooms: …", "room 1: …, room 2: …"."""
    labels = [
        at
        for at, token in enumerate(reading.tokens)
        if token.kind is Kind.NUMBER and reading.is_before(":", at)
    ]
    numbers = [reading.tokens[at].value for at in labels]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        return len(numbers), reading.without(*((at, at + 1) for at in labels))
    announced = reading.find(*ROOMS)
    if announced is None or not reading.is_before(":", announced.span[1] - 1):
        return 0, reading
    return int(announced.value("count")), reading.without(announced.span)


def read_people(reading: Reading, counts: Counts) -> PeopleReading:
    """Read who comes beside those who were counted. Children need their ages."""
    mentions, reading = _children(reading)
    ages = tuple(age for mention in mentions for age in mention.ages)
    children = sum(mention.count for mention in mentions) if mentions else None
    adults = counts.adults
    if counts.family is not None and adults is None:
        # A family of four is two adults and two children, unless fewer children are told of.
        young = max(counts.family - USUAL_ADULTS, 0) if children is None else children
        adults, children = max(counts.family - young, 1), young or children
    for patterns, number in ((ALONE, 1), (COUPLE, USUAL_ADULTS)):
        found = reading.find(*patterns)
        if found is not None:
            adults = number if adults is None else adults
            reading = reading.without(found.span)
    some = reading.find(*FOR_SOME) if adults is None else None
    if some is not None:
        adults = int(some.value("count"))
        reading = reading.without(some.span)
    if children is not None and len(ages) != children:
        return PeopleReading(adults, None, counts.rooms, ChildAgesMissing(children), reading)
    told = None if children is None else ages
    by_room = _with_children(counts.by_room, mentions)
    return PeopleReading(adults, told, counts.rooms, None, reading, by_room)


def _with_children(
    by_room: tuple[tuple[int, int], ...], mentions: list[ChildMention]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return each room's adults with the ages of the children told after them."""
    ages: list[list[int]] = [[] for _room in by_room]
    for mention in mentions if by_room else ():
        # Children told before all adults are in the first room.
        room = max(sum(at < mention.at for _adults, at in by_room) - 1, 0)
        ages[room].extend(mention.ages)
    return tuple((adults, tuple(young)) for (adults, _at), young in zip(by_room, ages, strict=True))


def _children(reading: Reading) -> tuple[list[ChildMention], Reading]:
    """Return every mention of children."""
    mentions = []
    while found := reading.find(*CHILDREN):
        ages, count, end = _one_mention(found)
        mentions.append(ChildMention(found.span[0], count, ages))
        reading = reading.without((found.span[0], end))
    return mentions, reading


def _one_mention(found: Found) -> tuple[tuple[int, ...], int, int]:
    """Return ages, number of children, and where the mention ends: further numbers are not ages."""
    groups = found.match.re.groupindex
    _start, end = found.span
    if "none" in groups:
        return (), 0, end
    many = found.value("many") if "many" in groups else None
    said = int(many) if many is not None else found.value("child") or None
    if "ages" not in groups:
        return (), said or 1, end
    if found.match.start("ages") < found.match.start("child"):
        said = None  # "a 4 year old and a 7 year old kid": as many as there are ages
    ages: list[int] = []
    for at in range(*found.match.span("ages")):
        token = found.tokens[at]
        if token.kind in {Kind.NUMBER, Kind.SLASHED}:
            if said is not None and len(ages) >= said:
                end = at
                break
            ages.extend(_ages_in(token.value))
    return tuple(ages), len(ages) if said is None else said, end


def _ages_in(value: object) -> tuple[int, ...]:
    """Return the ages that a number holds: "4,7" and "4/7" are two."""
    if isinstance(value, tuple):
        return tuple(part for part in value if part is not None)
    if isinstance(value, Decimal):
        return tuple(int(part) for part in str(value).split("."))
    return (int(str(value)),)


def share_unless_told(
    told: tuple[Room, ...], adults: int, ages: tuple[int, ...], rooms: int
) -> tuple[Room, ...]:
    """Return the rooms as they were told if they hold just these people, else share them out.

    Raises what `share_out` raises.
    """
    held = tuple(age for room in told for age in room.child_ages)
    same = (len(told), sum(room.adults for room in told), sorted(held)) == (
        rooms,
        adults,
        sorted(ages),
    )
    return told if same else share_out(adults, ages, rooms)


def share_out(adults: int, ages: tuple[int, ...], rooms: int) -> tuple[Room, ...]:
    """Spread people evenly over rooms, at least one adult in each.

    Raises a `StayRefused` when there are too many rooms, or people for them.
    """
    if rooms > MOST_ROOMS:
        raise TooManyRooms(rooms, MOST_ROOMS)
    if adults < max(rooms, 1):
        raise NoAdult(room=adults + 1)
    return tuple(
        Room(adults // rooms + (1 if number < adults % rooms else 0), ages[number::rooms])
        for number in range(rooms)
    )

"""How many people, in how many rooms."""

from dataclasses import dataclass
from decimal import Decimal

from domain.errors import ChildAgesMissing, NoAdult, StayRefused, TooManyRooms
from domain.search.reading.kinds import Kind, pattern
from domain.search.reading.tokens import Found, Reading
from domain.stay import MOST_ROOMS, Room

ADULTS = (
    pattern("(?P<count>NUMBER) PLAIN? TO? ADULT"),
    pattern("(?P<none>NO) ADULT"),
)
ROOMS = (pattern("(?P<count>NUMBER) PLAIN? TO? ROOM"),)
FAMILY = (
    pattern("FAMILY (OF|FROM|A|PLAIN|AND)* (?P<count>NUMBER) ADULT?"),
    pattern("(?P<count>NUMBER) ADULT? LINK* FAMILY"),
    pattern("(?P<count>NUMBER) ADULT LINK* FAMILY"),
)
# "For 2", but no "for 2 nights", "for 2 rooms".
FOR_SOME = (pattern("FOR PLAIN? (?P<count>NUMBER) (?! TO? (NIGHT|WEEK|DAYS|ROOM|CHILD|STAR|YEARS|CURRENCY|THOUSAND|MONTH|AND|NUMBER|TO|UNTIL|NIGHTLY))"),
            pattern("(?P<count>NUMBER) FOR (?! LINK* (NUMBER|CURRENCY))"))
_AGES = "(?P<ages>(LINK* AGED? LINK* (NUMBER|SLASHED) YEARS? LINK* (AND|PLUS|A)?)+)"
CHILDREN = (
    pattern(f"(?P<many>NUMBER) (?P<child>CHILD) {_AGES}"),
    pattern(f"(?P<child>CHILD) {_AGES}"),
    pattern("((?P<many>NUMBER) PLAIN?)? (?P<ages>NUMBER (AND NUMBER)*) TO? YEARS LINK* (?P<child>CHILD)"),
    pattern("(?P<none>NO) (?P<child>CHILD)"),
    pattern("(?P<many>NUMBER) (?P<child>CHILD)"),
    pattern("(?P<child>CHILD)"),
)
AGE_SPELLING = 17


@dataclass(frozen=True, slots=True)
class PeopleReading:
    """What was read; None where it was not said. `ages` are one for each child.

    `family` counts everyone where nobody said who is a child.
    """

    adults: int | None
    ages: tuple[int, ...] | None
    rooms: int | None
    problem: StayRefused | None
    rest: Reading

    @property
    def is_silent(self) -> bool:
        """Say whether nobody was mentioned."""
        return self.adults is None and self.ages is None and self.rooms is None

    def share_with(self, before: tuple[Room, ...] | None) -> tuple[Room, ...]:
        """Return the rooms of what was said, the unsaid as `before`, or two adults in one room.

        Raises a `StayRefused` when nobody would take them so.
        """
        adults, ages, rooms = self.adults, self.ages, self.rooms
        if before is not None:
            if adults is None:
                adults = sum(room.adults for room in before)
            if ages is None:
                ages = tuple(age for room in before for age in room.child_ages)
            if rooms is None:
                rooms = min(len(before), adults)
        return share_out(2 if adults is None else adults, ages or (), rooms or 1)


def read_counts(reading: Reading) -> tuple[int | None, int | None, Reading]:
    """Return adults and rooms that are counted in so many words, and the rest."""
    counts: list[int | None] = []
    for patterns in (ADULTS, ROOMS):
        found = reading.find(*patterns)
        if found is None:
            counts.append(None)
            continue
        counts.append(int(found.value("count") or 0) if "count" in found.match.re.groupindex else 0)
        reading = reading.without(found.span)
    return counts[0], counts[1], reading


def read_people(reading: Reading, adults: int | None = None, rooms: int | None = None) -> PeopleReading:
    """Read who comes beside the `adults` and `rooms` that were counted. Children need their ages."""
    ages, children, reading = _children(reading)
    family = reading.find(*FAMILY)
    if family is not None:
        reading = reading.without(family.span)
        everyone = int(family.value("count"))
        if adults is None:
            adults = max(everyone - (children or 0), 1) if children else min(everyone, 2)
        if children is None and everyone > adults:
            problem: StayRefused = ChildAgesMissing(everyone - adults)
            return PeopleReading(adults, None, rooms, problem, reading)
    for kind, number in ((Kind.ALONE, 1), (Kind.COUPLE, 2)):
        found = reading.find(pattern(kind.name))
        if found is not None:
            adults = number if adults is None else adults
            reading = reading.without(found.span)
    if adults is None:
        some = reading.find(*FOR_SOME)
        if some is not None:
            adults = int(some.value("count"))
            reading = reading.without(some.span)
    if children is not None and len(ages) != children:
        return PeopleReading(adults, None, rooms, ChildAgesMissing(children), reading)
    return PeopleReading(adults, ages if children is not None else None, rooms, None, reading)


def _children(reading: Reading) -> tuple[tuple[int, ...], int | None, Reading]:
    """Return the ages of all children mentioned and how many there are, None for no mention."""
    ages: tuple[int, ...] = ()
    count: int | None = None
    while found := reading.find(*CHILDREN):
        its_ages, its_count, taken = _one_mention(found)
        ages, count = ages + its_ages, (count or 0) + its_count
        reading = reading.without((found.span[0], taken))
    return ages, count, reading


def _one_mention(found: Found) -> tuple[tuple[int, ...], int, int]:
    """Return ages, number of children, and where the mention ends: further numbers are no ages."""
    groups = found.match.re.groupindex
    start, end = found.span
    if "none" in groups:
        return (), 0, end
    many = found.value("many") if "many" in groups else None
    child = found.one("child")
    said = int(many) if many is not None else (child.value if child else 0) or None
    if "ages" not in groups:
        return (), said or 1, end
    ages: list[int] = []
    first, last = found.match.span("ages")
    for at in range(first, last):
        token = found.tokens[at]
        if token.kind in {Kind.NUMBER, Kind.SLASHED}:
            if said is not None and len(ages) >= said:
                if at > found.match.start("child"):
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

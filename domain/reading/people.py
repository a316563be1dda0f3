"""The guests, put together from what was said of them, and distributed over rooms."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from domain.reading.errors import ChildAgesMissing
from domain.reading.meanings import (
    Adults,
    Ages,
    Beds,
    Children,
    Family,
    Pair,
    Person,
    RoomLabel,
    Rooms,
)
from domain.stay import MOST_ADULTS, MOST_CHILDREN, MOST_ROOMS, Room
from domain.stay_errors import NoAdult, StayRefused, TooManyGuests, TooManyRooms

USUAL_ADULTS = 2
AGE_OF_INFANTS = 0
# A refusal names the number that was typed; nobody counts more people or rooms than this.
MOST_COUNTED = 1_000_000


@dataclass(frozen=True, slots=True)
class Party:
    """The guests; what was not said is None. `by_room` has each room, if described one by one."""

    adults: int | None = None
    ages: tuple[int, ...] | None = None
    rooms: int | None = None
    problem: StayRefused | None = None
    by_room: tuple[tuple[int, tuple[int, ...]], ...] = ()
    children: int | None = None

    @property
    def is_silent(self) -> bool:
        """Return whether nobody was mentioned."""
        return self.adults is None and self.children is None and self.rooms is None

    def share_with(self, before: tuple[Room, ...] | None) -> tuple[Room, ...]:
        """Return the rooms; what was not said is as `before`, or else two adults in one room.

        Raises a `StayRefused` if no hotel would take them like that.
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
        if adults is None:
            adults = max(USUAL_ADULTS, rooms or 1)
        return share_out(adults, ages or (), rooms or 1)


def party_of(people: Iterable[Person], *, is_flown: bool = False) -> Party:
    """Put together what was said of people, in order. `is_flown`: they need not fit into rooms."""
    people = list(people)
    said = list(_one_by_one(people))
    by_room = _by_pair(people) or _by_room(said)
    said = list(_of_all_rooms(said))
    adults = _adults(said)
    young = [one for one in said if isinstance(one, Children)]
    children, ages = _young(said, young)
    adults, children = _of_family(said, adults, children)
    beds = [one for one in said if isinstance(one, Beds)]
    rooms = next((one.count for one in said if isinstance(one, Rooms)), None)
    rooms = rooms or sum(one.rooms or 0 for one in beds) or None
    if beds and adults is None:
        adults = sum(one.adults * (one.rooms or 1) for one in beds)
    party = Party(adults, tuple(ages), rooms, None, by_room, children)
    if children is None:
        return replace(party, ages=None)
    infants = sum(len(_ages_in(one)) - len(one.ages) for one in young)
    ages += [AGE_OF_INFANTS] * min(infants, max(children - len(ages), 0))
    if len(ages) != children:
        is_beyond_rooms = not is_flown and children > MOST_ROOMS * MOST_CHILDREN
        problem = _too_many(adults, children) if is_beyond_rooms else ChildAgesMissing(children)
        return replace(party, ages=None, by_room=(), problem=problem)
    return replace(party, ages=tuple(ages), rooms=len(by_room) or rooms)


def _ages_in(one: Children) -> tuple[int, ...]:
    """Return the ages of children; infants need not be given any."""
    untold = (one.count or 1) - len(one.ages) if one.is_infant else 0
    return one.ages + (AGE_OF_INFANTS,) * max(untold, 0)


def _of_all_rooms(said: list[Person]) -> Iterator[Person]:
    """Yield people, with numbers per room multiplied by the rooms."""
    rooms = next((one.count for one in said if isinstance(one, Rooms)), 1)
    for one in said:
        if isinstance(one, Adults) and one.is_each:
            yield replace(one, count=min(one.count * rooms, MOST_COUNTED), is_each=False)
        else:
            yield one


def _young(said: list[Person], young: list[Children]) -> tuple[int | None, list[int]]:
    """Return how many children there are, None if none were mentioned, and the ages given."""
    ages = [age for one in young for age in one.ages]
    loose = [age for one in said if isinstance(one, Ages) for age in one.ages]
    if not young:
        return (len(loose), loose) if loose else (None, ages)
    children = sum(len(one.ages) if one.count is None else one.count for one in young)
    return children, ages + loose if len(ages) + len(loose) <= children else ages


def _of_family(
    said: list[Person], adults: int | None, children: int | None
) -> tuple[int | None, int | None]:
    """Return adults and children if only a family was counted.

    A family of four is two adults and two children, unless fewer children are mentioned.
    """
    family = next((one.count for one in said if isinstance(one, Family)), None)
    if family is None or adults is not None:
        return adults, children
    if family <= (children or 0):
        return family, children  # "a family, 2 and 2 children": the number is that of the adults
    if children is None:
        children = max(family - USUAL_ADULTS, 0)
    return max(family - children, 1), children or None


def _too_many(adults: int | None, children: int) -> StayRefused:
    """Return the refusal of more children than all rooms hold; their ages are not asked for."""
    grown = USUAL_ADULTS if adults is None else adults
    return TooManyGuests(grown, children, MOST_ADULTS, MOST_CHILDREN)


def _one_by_one(people: Iterable[Person]) -> Iterator[Person]:
    for one in people:
        if isinstance(one, Pair):
            yield one.adults
            yield one.children
        else:
            yield one


def _adults(said: list[Person]) -> int | None:
    """Return how many adults there are: further ones are added, the same ones counted once."""
    counts = [one for one in said if isinstance(one, Adults)]
    if not counts:
        return None
    kin = sum(one.count for one in counts if one.is_kin)
    counts = [one for one in counts if not one.is_kin]
    if not counts:
        return None if any(isinstance(one, Family) for one in said) else kin
    children = sum(one.count or len(one.ages) for one in said if isinstance(one, Children))
    if kin and all(one.is_everyone and one.count == kin + children for one in counts):
        return kin  # "4 people: me, my wife and 2 kids"
    plain = [one.count for one in counts if not one.is_further and not one.is_everyone]
    plain = plain or [_grown(one, children) for one in counts if one.is_everyone]
    listed = _by_room(said) or (len(plain) > 1 and any(isinstance(o, Rooms) for o in said))
    base = sum(plain) if listed else max(plain, default=0)
    return base + sum(one.count for one in counts if one.is_further)


def _grown(one: Adults, children: int) -> int:
    """Return how many of them are adults: four of "6 people including two children"."""
    return one.count - children if one.is_all and one.count > children else one.count


def _by_room(said: list[Person]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return each room's adults and ages, or nothing unless every room is described."""
    labels = [one.number for one in said if isinstance(one, RoomLabel)]
    announced = next((one for one in said if isinstance(one, Rooms) and one.is_list), None)
    adults = [one for one in said if isinstance(one, Adults)]
    if len(labels) > 1 and labels == list(range(1, len(labels) + 1)):
        rooms = len(labels)
    elif announced is not None:
        rooms = announced.count
    else:
        return ()
    if rooms != len(adults) or rooms < 2:  # noqa: PLR2004 - a list is of several
        return ()
    each: list[tuple[int, list[int]]] = []
    early: list[int] = []
    for one in said:
        if isinstance(one, Adults):
            each.append((one.count, early))
            early = []
        elif isinstance(one, Children):
            # Children mentioned before any adults are in the first room.
            (each[-1][1] if each else early).extend(_ages_in(one))
    return tuple((count, tuple(ages)) for count, ages in each)


def _by_pair(people: list[Person]) -> tuple[tuple[int, tuple[int, ...]], ...]:
    """Return each room's adults and ages, if there is one pair per room, followed by all its ages.

    For example "2+1 (7), 2+2 (5, 9), 2 rooms".
    """
    rooms = next((one.count for one in people if isinstance(one, Rooms)), None)
    each: list[tuple[Pair, list[int]]] = []
    for one in people:
        if isinstance(one, Pair):
            each.append((one, list(one.children.ages)))
        elif each and isinstance(one, Ages | Children):
            each[-1][1].extend(one.ages)
    are_told = all(len(ages) == pair.children.count for pair, ages in each)
    if len(each) < 2 or len(each) != rooms or not are_told:  # noqa: PLR2004 - a list is of several
        return ()
    return tuple((pair.adults.count, tuple(ages)) for pair, ages in each)


def share_unless_told(
    told: tuple[Room, ...], adults: int, ages: tuple[int, ...], rooms: int
) -> tuple[Room, ...]:
    """Return the rooms as described if they hold exactly these people, else share the people out.

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
    """Spread people evenly over rooms, with at least one adult in each.

    Raises a `StayRefused` if there are too many rooms, or too few adults for them.
    """
    if rooms > MOST_ROOMS:
        raise TooManyRooms(rooms, MOST_ROOMS)
    if adults < max(rooms, 1):
        raise NoAdult(room=adults + 1)
    return tuple(
        Room(adults // rooms + (1 if number < adults % rooms else 0), ages[number::rooms])
        for number in range(rooms)
    )

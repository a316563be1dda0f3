"""What a cover costs as a whole: how well it makes a stay, a flight, a package or a tour."""

import re
from functools import cached_property
from itertools import pairwise

from domain.reading.decision import Cover, people_fit
from domain.reading.framing import frame_of, within
from domain.reading.joined_places import (
    PAIR,
    is_choice,
    is_from_to,
    is_round,
    is_there_and_back,
    is_title,
    is_way,
    places_in,
)
from domain.reading.kinds import Kind
from domain.reading.meanings import (
    Adults,
    Ages,
    Asked,
    Beds,
    Change,
    Changed,
    Children,
    Family,
    Flown,
    MoreNights,
    Nights,
    Pair,
    PlaceName,
    Rating,
    Request,
    Role,
    Rooms,
    Route,
    Stars,
    StayDays,
    Told,
    UnknownName,
    Wished,
)
from domain.reading.ordinary import ordinary_words
from domain.reading.where import Where, over_and_back, where_of

Weight = tuple[float, tuple[str, ...]]
FOREIGN_WORD = {
    Request.STAY: {Request.FLIGHT: 2.2, Request.PACKAGE: 2.6, Request.TOUR: 0.3},
    Request.FLIGHT: {Request.STAY: 2.4, Request.PACKAGE: 2.6, Request.TOUR: 0.3},
    Request.PACKAGE: {Request.TOUR: 0.1},
    Request.TOUR: {Request.FLIGHT: 0.8, Request.PACKAGE: 2.0, Request.STAY: 0.4},
}
# A name so dear is hardly a place, and costs this where nothing asks for several.
HARDLY, DOUBTED = 1.5, 1.5
OUTSIDE = 4.0
NIGHTS_FIRST = re.compile(r"\d{1,2}\s*[,.;]")
# What "A - B - A" takes off beside the cost of a third end.
OVER_AND_OUT = 3.5
# A name that most have heard of stands for itself, whatever follows.
WELL_KNOWN, CUT_IN_TWO = 200_000, 1.6


class Weigher:
    """Adds up what is wrong or rare with a cover."""

    def __init__(self, cover: Cover) -> None:
        """Start with what concerns every request."""
        self.cover = cover
        self.cost, marks = people_fit(cover)
        self.marks = list(marks)
        self.add(0.5, "children without adults or ages", when=_are_alone(cover))
        is_whole = bool(cover.names and cover.all(StayDays))
        self.add(1.0, "nights on top of none", when=is_whole and bool(cover.all(MoreNights)))
        self.add(OUTSIDE, "days outside of their month", when=_is_outside(cover))
        foreign = FOREIGN_WORD.get(cover.request, {})
        for request in {one.request for one in cover.all(Asked)}:
            self.add(foreign.get(request, 0.0), f"a word for a {request.value}")

    @cached_property
    def where(self) -> Where:
        """Return what the names of the line make together."""
        return where_of(self.cover.names)

    def add(self, cost: float, why: str, *, when: bool = True) -> None:
        """Add a cost where it applies."""
        if when and cost:
            self.cost += cost
            self.marks.append(f"{why} {cost:+.1f}")

    @property
    def result(self) -> Weight:
        """Return the sum and what made it."""
        return self.cost, tuple(self.marks)


def weigh(cover: Cover) -> Weight:
    """Return what a cover costs beside its parts, and why."""
    weigher = Weigher(cover)
    match cover.request:
        case Request.STAY:
            _stay(cover, weigher)
        case Request.FLIGHT:
            _flight(cover, weigher)
        case Request.PACKAGE:
            _package(cover, weigher)
        case Request.TOUR:
            _tour(cover, weigher)
        case Request.COMMAND | Request.TALK:
            weigher.add(20.0, "nothing told", when=not cover.all(Told))
    return weigher.result


def _stay(cover: Cover, weigher: Weigher) -> None:
    names, where = cover.names, weigher.where
    found = where.place or where.airport or where.country
    exact = [one for one in names if isinstance(one, PlaceName) and not one.slips]
    misspelt = [one for one in names if isinstance(one, PlaceName) and one.slips]
    beside = [one for one in exact if one.role is not Role.PLAIN or one.weight >= WELL_KNOWN]
    weigher.add(1.5 * len(misspelt), "a slip beside a place", when=bool(beside and misspelt))
    weigher.add(0.4, "no place", when=not names)
    weigher.add(1.0, "nothing asked for", when=not cover.chosen)
    weigher.add(1.8 * len(where.others), "places apart")
    weigher.add(0.4 * len(where.origins), "where one comes from")
    weigher.add(0.8, "an origin alone", when=found is not None and found.role is Role.ORIGIN)
    weigher.add(-0.3 * len(where.qualifiers), "one place in another")
    weigher.add(0.3 * len(where.unknown), "an unknown name beside", when=found is not None)
    weigher.add(1.5 * max(len(where.unknown) - 1, 0), "several unknown names")
    weigher.add(CUT_IN_TWO * _cut_in_two(cover), "a part of a longer name")
    weigher.add(0.3, "a whole country", when=where.country is not None and not where.options)
    weigher.add(1.5, "nights that the days contradict", when=_contradicts(cover))
    moved = [one for one in cover.all(Changed) if one.change is not Change.CHEAPER]
    weigher.add(2.5, "days told, and moved", when=bool(moved and cover.all(StayDays)))
    for flown in cover.all(Flown):
        weigher.add(1.4 if flown.is_return is None or not flown.is_return else 1.0, "of a flight")


def _are_alone(cover: Cover) -> bool:
    """Say whether several children are counted, and nobody else, and no ages."""
    young = cover.all(Children)
    others = cover.all(Adults, Ages, Family, Pair, Beds)
    return not others and any((o.count or 0) > 1 and not o.ages for o in young)


def _cut_in_two(cover: Cover) -> int:
    """Return how many small places stand right beside a word in capitals that was left over."""
    small = [
        one
        for one in cover.chosen
        if isinstance(one.meaning, PlaceName) and one.meaning.options
        and one.meaning.weight < WELL_KNOWN
    ]  # fmt: skip
    left = [
        token
        for token in cover.left
        if token.kind is Kind.UNKNOWN and token.word not in ordinary_words()
    ]
    return sum(
        any(
            not cover.text[one.end : token.start].strip()
            and token.start >= one.end
            and cover.text[token.start].isupper() >= cover.text[one.start].isupper()
            for token in left
        )
        for one in small
    )


def _is_outside(cover: Cover) -> bool:
    """Say whether days do not lie in the month or feast that is told beside them."""
    if cover.request is Request.FLIGHT:
        return False
    told = cover.all(StayDays)
    frame = next((found for one in told if (found := frame_of(one)) is not None), None)
    days = [one for one in told if frame_of(one) is None]
    return frame is not None and any(within(one, frame) is None for one in days)


def _contradicts(cover: Cover) -> bool:
    """Say whether days in and out are told, and another number of nights."""
    days, nights = cover.days, cover.first(Nights)
    if nights is None or days.check_in is None or days.check_out is None:
        return False
    return bool((days.check_out - days.check_in).days != nights.count)


def _flight(cover: Cover, weigher: Weigher) -> None:
    names = [one for one in over_and_back(cover.names) if one.role is not Role.EXCLUDED]
    is_asked = any(one.request is Request.FLIGHT for one in cover.all(Asked))
    ends = {one.role for one in names}
    directed = Role.ORIGIN in ends or Role.THERE in ends
    if not is_asked:
        if cover.all(Route):
            weigher.add(-0.8, "two codes")
        elif cover.all(Flown) or any(one.is_way_back for one in cover.all(StayDays)):
            weigher.add(0.3, "no word for a flight, but for its way")
        else:
            bare = 0.9 if is_from_to(cover) else 1.5
            directed = directed or (is_way(cover) and not cover.all(Nights))
            weigher.add(bare if directed and len(names) > 1 else 2.8, "no word for a flight")
    is_stay = any(one.request is Request.STAY for one in cover.all(Asked))
    weigher.add(1.2, "a stay and no flight", when=is_stay and not is_asked)
    weigher.add(4.0, "either of them", when=is_choice(cover))
    weigher.add(-0.9, "there and back", when=not is_asked and is_there_and_back(cover))
    weigher.add(0.7, "one end", when=len(names) == 1 and is_asked)
    weigher.add(3.5, "one end", when=len(names) == 1 and not is_asked)
    weigher.add(0.6 if is_asked else 6.0, "no end", when=not names)
    weigher.add(1.8 * max(len(names) - 2, 0), "too many ends")
    days = [day for one in cover.all(StayDays) for day in (one.check_in, one.check_out) if day]
    unclear = sum(one.problem is not None for one in cover.all(StayDays))
    weigher.add(3.0, "more than two days", when=len(days) + unclear > 2)  # noqa: PLR2004 - both
    weigher.add(2.5, "rooms", when=bool(cover.all(Rooms)))
    slips = [one for one in names if isinstance(one, PlaceName) and one.slips]
    beside = 2.0 if len(names) - len(slips) > 1 else 0.0
    weigher.add(beside * len(slips), "a slip beside both ends")
    wishes = len(cover.all(Wished, Stars, Rating))
    weigher.add(0.9 + 0.3 * wishes, "wishes of a hotel", when=wishes > 0)
    is_single = any(one.is_return is False for one in cover.all(Flown))
    weigher.add(2.0, "a further day of one way", when=is_single and len(days) + unclear > 1)
    weigher.add(-OVER_AND_OUT, "there and back again", when=is_round(names))
    weigher.add(0.5, "nights", when=bool(cover.all(Nights)))
    weigher.add(1.5, "nights at one end", when=len(names) == 1 and bool(cover.all(Nights)))
    inside = weigher.where.qualifiers if len(names) > 1 else ()
    weigher.add(2.5 * len(inside), "an end within the other")
    weigher.add(DOUBTED * _doubted(cover), "ends that are hardly any", when=not is_asked)
    near = [o for o in names if o.is_near and not (isinstance(o, PlaceName) and o.airport)]
    weigher.add(1.0 * len(near), "near to")


def _titles(cover: Cover) -> int:
    """Return how many places are the title of a list: "Kashmir: Srinagar 2N, Gulmarg 1N"."""
    return sum(is_title(cover.text, one.end) for one in places_in(cover))


def _doubted(cover: Cover) -> int:
    """Return how many names are hardly places: unknown words, and common ones."""
    names = (PlaceName, UnknownName)
    return sum(one.cost >= HARDLY for one in cover.chosen if isinstance(one.meaning, names))


def _package(cover: Cover, weigher: Weigher) -> None:
    asked = {one.request for one in cover.all(Asked)}
    names = cover.names
    both = {Request.FLIGHT, Request.STAY} <= asked
    is_unsaid = Request.PACKAGE not in asked and not both
    is_tour = is_unsaid and _is_there_from(cover)
    is_stay = is_unsaid and not is_tour and is_way(cover) and bool(cover.all(Nights))
    weigher.add(1.6, "a way and its nights", when=is_stay)
    weigher.add(7.0, "no word for a package", when=is_unsaid and not is_tour and not is_stay)
    weigher.add(0.6, "two words for a package", when=Request.PACKAGE not in asked and both)
    alone = Request.PACKAGE not in asked and both and len(names) == 1
    weigher.add(3.2, "a stay that speaks of a flight", when=alone)
    weigher.add(0.3, "no place", when=not names)
    weigher.add(0.2, "one place", when=len(names) == 1)
    weigher.add(1.5 * max(len(names) - 3, 0), "too many places")


def _is_there_from(cover: Cover) -> bool:
    """Say whether a "tour" leads to one place and begins at another: "тур Дубай из Казани"."""
    asked = any(one.request is Request.TOUR for one in cover.all(Asked))
    roles = [one.role for one in cover.names]
    return asked and len(roles) == PAIR and roles.count(Role.ORIGIN) == 1


def _tour(cover: Cover, weigher: Weigher) -> None:
    names = [one for one in cover.names if one.role is not Role.EXCLUDED]
    nights = cover.all(Nights)
    is_asked = any(one.request is Request.TOUR for one in cover.all(Asked))
    alone = 1.0 if is_asked and nights else 5.0
    around = len(weigher.where.qualifiers) if len(nights) < len(names) else 0
    begun = sum(one.role is Role.ORIGIN for one in names) if len(nights) < len(names) else 0
    stops = len(names) - around - begun
    weigher.add(alone, "not several places", when=stops < 2)  # noqa: PLR2004 - several
    weigher.add(DOUBTED * _doubted(cover), "places that are hardly any", when=not is_asked)
    slips = sum(isinstance(one, PlaceName) and one.slips > 0 for one in names)
    weigher.add(1.5 * slips, "slips in places", when=len(names) <= PAIR)
    unknown = sum(isinstance(one, UnknownName) for one in names)
    weigher.add(1.0 * unknown, "places that nobody knows", when=not is_asked)
    weigher.add(1.0, "there and back again", when=is_round(names))
    weigher.add(2.0 * sum(one.is_near for one in names), "near to")
    weigher.add(4.0, "either of them", when=is_choice(cover))
    each = any(one.is_each for one in nights)
    several = (len(nights) > 1 or each) and len(names) > 1
    if not several:
        dear = 0.2 if is_asked and nights else 1.6 if is_asked else 3.2
        weigher.add(dear, "no nights for each place")
    elif not is_asked:
        weigher.add(0.2, "no word for a tour")
    told = len(names) - _titles(cover)
    apart = 0 if each else min(abs(told - len(nights)), abs(told - around - len(nights)))
    weigher.add(1.2 * apart, "places and nights", when=several)
    weigher.add(1.5, "nights taken for a day", when=_takes_nights(cover))


def _takes_nights(cover: Cover) -> bool:
    """Say whether days begin with the nights of a place: "Venecia 2, salida 6 de mayo"."""
    return any(
        isinstance(name.meaning, PlaceName)
        and isinstance(days.meaning, StayDays)
        and not cover.text[name.end : days.start].strip()
        and NIGHTS_FIRST.match(cover.text, days.start) is not None
        for name, days in pairwise(cover.chosen)
    )

"""The cost of a cover as a flight, a package or a tour. Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from domain.reading.cost_sum import Weigher
from domain.reading.date_frames import without_held
from domain.reading.decision import Cover
from domain.reading.joined_places import (
    PAIR,
    is_choice,
    is_from_to,
    is_out_from,
    is_round,
    is_sequence,
    is_side_by_side,
    is_there_and_back,
    is_title,
    is_way,
    places_in,
)
from domain.reading.meanings import (
    Asked,
    Flown,
    Nights,
    PlaceName,
    Rating,
    Request,
    Role,
    Rooms,
    Route,
    Stars,
    StayDays,
    UnknownName,
    Wished,
)
from domain.reading.repeats import over_and_back

# A name that costs this much is hardly a place; its penalty if no word names the request.
HARDLY, DOUBTED = 1.5, 1.5
# The most that a tour costs for lacking nights for each place, if its places come in order.
ONE_BY_ONE = 0.6
# The cost of a package that is not called one, but has an origin, a destination and nights.
FROM_AND_TO = 0.4
# The cost of one to a place far from its origin: "Crete from Bristol, 10 nights", and the same
# with a word for a hotel.
OUT_FROM, OUT_TO_A_HOTEL = -0.4, 0.8
NIGHTS_FIRST = re.compile(r"\d{1,2}\s*[,.;]")
# The discount for "A - B - A", against the cost of a third end.
OVER_AND_OUT = 3.5


def weigh_flight(cover: Cover, weigher: Weigher) -> None:
    """Add the costs of a cover as a flight."""
    names = [one for one in over_and_back(cover.names) if one.role is not Role.EXCLUDED]
    is_asked = any(one.request is Request.FLIGHT for one in cover.all(Asked))
    if not is_asked:
        _weigh_unsaid_flight(cover, weigher, names)
    is_stay = any(one.request is Request.STAY for one in cover.all(Asked))
    weigher.add(1.2, "a stay and no flight", when=is_stay and not is_asked)
    weigher.add(4.0, "either of them", when=is_choice(cover))
    weigher.add(-0.9, "there and back", when=not is_asked and is_there_and_back(cover))
    weigher.add(0.7, "one end", when=len(names) == 1 and is_asked)
    weigher.add(3.5, "one end", when=len(names) == 1 and not is_asked)
    weigher.add(0.6 if is_asked else 6.0, "no end", when=not names)
    weigher.add(1.8 * max(len(names) - 2, 0), "too many ends")
    told = without_held(cover.all(StayDays))
    days = [day for one in told for day in (one.check_in, one.check_out) if day]
    unclear = sum(one.problem is not None for one in told)
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


def _weigh_unsaid_flight(
    cover: Cover, weigher: Weigher, names: Sequence[PlaceName | UnknownName]
) -> None:
    """Add the cost of a flight that no word names, depending on how its ends are given."""
    if cover.all(Route):
        weigher.add(-0.8, "two codes")
    elif cover.all(Flown) or any(one.is_way_back for one in cover.all(StayDays)):
        weigher.add(0.3, "no word for a flight, but for its way")
    else:
        is_led = bool({Role.ORIGIN, Role.THERE} & {one.role for one in names})
        is_directed = is_led or (is_way(cover) and not cover.all(Nights))
        bare = 0.9 if is_from_to(cover) else 1.5
        weigher.add(bare if is_directed and len(names) > 1 else 2.8, "no word for a flight")


def _titles(cover: Cover) -> int:
    """Return how many places are the heading of a list: "Kashmir: Srinagar 2N, Gulmarg 1N"."""
    return sum(is_title(cover.text, one.end) for one in places_in(cover))


def _doubted(cover: Cover) -> int:
    """Return how many names are hardly places: unknown or common words."""
    names = (PlaceName, UnknownName)
    return sum(one.cost >= HARDLY for one in cover.chosen if isinstance(one.meaning, names))


def weigh_package(cover: Cover, weigher: Weigher) -> None:
    """Add the costs of a cover as a flight with a hotel."""
    asked = {one.request for one in cover.all(Asked)}
    names = cover.names
    both = {Request.FLIGHT, Request.STAY} <= asked
    is_unsaid = Request.PACKAGE not in asked and not both
    is_tour = is_unsaid and _is_there_from(cover)
    is_led = sorted(one.role for one in names) == [Role.ORIGIN, Role.THERE]
    is_out = is_out_from(cover)
    is_far = is_way(cover) or is_led or is_out
    is_stay = is_unsaid and not is_tour and is_far and bool(cover.all(Nights))
    way = FROM_AND_TO if is_led and not asked else 1.6
    if is_out:
        way = OUT_FROM if not asked else OUT_TO_A_HOTEL if is_side_by_side(cover) else 1.6
    weigher.add(way, "a way and its nights", when=is_stay)
    weigher.add(7.0, "no word for a package", when=is_unsaid and not is_tour and not is_stay)
    weigher.add(0.6, "two words for a package", when=Request.PACKAGE not in asked and both)
    alone = Request.PACKAGE not in asked and both and len(names) == 1
    weigher.add(3.2, "a stay that speaks of a flight", when=alone)
    weigher.add(0.3, "no place", when=not names)
    weigher.add(0.2, "one place", when=len(names) == 1)
    weigher.add(1.5 * max(len(names) - 3, 0), "too many places")


def _is_there_from(cover: Cover) -> bool:
    """Return whether a "tour" goes to one place from another: "тур Дубай из Казани"."""
    asked = any(one.request is Request.TOUR for one in cover.all(Asked))
    roles = [one.role for one in cover.names]
    return asked and len(roles) == PAIR and roles.count(Role.ORIGIN) == 1


def weigh_tour(cover: Cover, weigher: Weigher) -> None:
    """Add the costs of a cover as a trip through several places."""
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
        dear = min(dear, ONE_BY_ONE) if is_sequence(cover) else dear
        weigher.add(dear, "no nights for each place")
    elif not is_asked:
        weigher.add(0.2, "no word for a tour")
    told = len(names) - _titles(cover)
    apart = 0 if each else min(abs(told - len(nights)), abs(told - around - len(nights)))
    weigher.add(1.2 * apart, "places and nights", when=several)
    weigher.add(1.5, "nights taken for a day", when=_takes_nights(cover))


def _takes_nights(cover: Cover) -> bool:
    """Return whether a place's nights were read as a day: "Venecia 2, salida 6 de mayo"."""
    return any(
        isinstance(name.meaning, PlaceName)
        and isinstance(days.meaning, StayDays)
        and not cover.text[name.end : days.start].strip()
        and NIGHTS_FIRST.match(cover.text, days.start) is not None
        for name, days in pairwise(cover.chosen)
    )

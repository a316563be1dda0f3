"""The places of a tour of which one is in question: kept, and completed by answers. Pure."""

import re
from collections.abc import Sequence
from dataclasses import replace

from domain.catalog.errors import PlaceAmbiguous, PlaceUnknown
from domain.catalog.folding import fold
from domain.errors import Refusal
from domain.reading.meanings import Nights
from domain.search.values import DestinationView
from domain.stay import MOST_NIGHTS
from domain.stay_errors import StayTooLong
from domain.trips.errors import NightsMissing
from domain.trips.tour_values import OpenStop, TourPlace

NUMBERS = re.compile(r"\s*\d{1,2}(?:[,;\s]+\d{1,2})*\s*")


def bare_numbers(text: str) -> list[Nights]:
    """Return the numbers of a text that has nothing else: "2", "2, 1"."""
    if NUMBERS.fullmatch(text) is None:
        return []
    return [Nights(int(one), is_bare=True) for one in re.findall(r"\d+", text)]


def lacks_nights(stops: Sequence[OpenStop]) -> bool:
    """Return whether the nights of a place are asked for."""
    return isinstance(problem_of(stops), NightsMissing)


def with_nights(stops: Sequence[OpenStop], told: Sequence[Nights]) -> tuple[OpenStop, ...]:
    """Return the places with nights given, in their order, to those that have none."""
    each = next((one.count for one in told if one.is_each), None)
    counts = iter([each] * len(stops) if each is not None else [one.count for one in told])
    return tuple(one if one.nights else replace(one, nights=next(counts, None)) for one in stops)


def with_answer(known: Sequence[OpenStop], told: Sequence[OpenStop]) -> tuple[OpenStop, ...]:
    """Return the places, updated by an answer; if it names other places, these replace them.

    One other place is the answer to one that is unknown or ambiguous.
    """
    stops = list(known)
    open_ones = list(range(len(stops)))
    strange = []
    for one in told:
        at = next((n for n in open_ones if _is_same(stops[n], one)), None)
        if at is None:
            strange.append(one)
            continue
        open_ones.remove(at)
        stops[at] = _merged(stops[at], one)
    unsure = [n for n in open_ones if stops[n].destination is None]
    if len(strange) == 1 and len(unsure) == 1:
        stops[unsure[0]] = _merged(stops[unsure[0]], strange.pop())
    return tuple(told) if strange else tuple(stops)


def with_more_nights(
    places: Sequence[TourPlace], told: Sequence[OpenStop]
) -> tuple[TourPlace, ...] | None:
    """Return a whole tour's places with the nights that a line changes for some of them.

    None if it names other places, or all of them: "3 nights in Hampi" keeps the rest.
    """
    nights = {one.destination: one.nights for one in told}
    known = {one.destination for one in places}
    if len(nights) >= len(places) or not all(one in known and nights[one] for one in nights):
        return None
    return tuple(replace(one, nights=nights.get(one.destination) or one.nights) for one in places)


def with_choice(stops: Sequence[OpenStop], names: Sequence[str]) -> tuple[OpenStop, ...]:
    """Return the places with the one in question chosen by what it lies in: "the one in Illinois".

    Unchanged if an answer's `names` are other places, or match several choices.
    """
    at = next((n for n, stop in enumerate(stops) if stop.destination is None), None)
    said = {fold(one) for one in names}
    if at is None or not said:
        return tuple(stops)
    stop = stops[at]
    found = [one for one in stop.choices if (said - {fold(stop.name)}) & _around(one)]
    found = [one for one in found if said <= {fold(stop.name), fold(one.name)} | _around(one)]
    if len(found) != 1:
        return tuple(stops)
    return (*stops[:at], replace(stop, destination=found[0]), *stops[at + 1 :])


def _around(place: DestinationView) -> set[str]:
    """Return what a place lies in."""
    return {fold(one) for one in (*place.full_name.parts[1:], place.full_name.country_name)}


def problem_of(stops: Sequence[OpenStop]) -> Refusal | None:
    """Return the problem of the first incomplete place."""
    for stop in stops:
        place = stop.destination
        if place is None:
            choices = tuple((one.destination_id, one.full_name) for one in stop.choices)
            return (PlaceAmbiguous if len(choices) > 1 else PlaceUnknown)(stop.name, choices)
        if not stop.nights:
            return NightsMissing(place.full_name)
        if stop.nights > MOST_NIGHTS:
            return StayTooLong(stop.nights, MOST_NIGHTS)
    return None


def kept(stops: Sequence[OpenStop]) -> tuple[OpenStop, ...]:
    """Return the places without numbers of nights that nobody sells, which are asked for again."""
    return tuple(
        replace(one, nights=None) if (one.nights or 0) > MOST_NIGHTS else one for one in stops
    )


def _is_same(known: OpenStop, told: OpenStop) -> bool:
    if told.destination is None:
        return fold(known.name) == fold(told.name)
    return told.destination in (known.destination, *known.choices)


def _merged(known: OpenStop, told: OpenStop) -> OpenStop:
    """Return a place as last described, completed by what was said of it before."""
    nights = known.nights if told.nights is None else told.nights
    return replace(known if told.destination is None else told, nights=nights)

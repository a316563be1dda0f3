"""The places of a tour in the order of the line, each with its nights."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import Any

from domain.catalog.destinations import rivals
from domain.catalog.models import DestinationKind
from domain.reading.common_words import ordinary_words
from domain.reading.decision import Cover
from domain.reading.joined_places import is_title
from domain.reading.meanings import Nights, PlaceName, Role, UnknownName
from domain.reading.place_resolution import lies_in
from domain.reading.proposals import Proposal
from domain.reading.tokens import Token

Name = PlaceName | UnknownName


@dataclass(frozen=True, slots=True)
class Stop:
    """A name in the line with its nights, None if none are given."""

    name: Name
    nights: int | None


def stops_of(cover: Cover, text: str) -> list[Stop]:
    """Return a line's names with their nights, given before or after each name.

    A surrounding region ("7 days in Kerala: 2 Munnar, 2 Thekkady"), a title before a colon and the
    origin are not stops.
    """
    placed = [
        (one.start, one.meaning)
        for one in cover.chosen
        if isinstance(one.meaning, (PlaceName, UnknownName, Nights)) and not _is_no_stop(one, text)
    ]
    # A trip without one of its stops would look right.
    placed += [(one.start, _stranger(cover, one)) for one in _strangers(cover)]
    told = _without_whole([one for _start, one in sorted(placed, key=itemgetter(0))])
    each = next((one.count for one in told if isinstance(one, Nights) and one.is_each), None)
    told = _side_by_side(told)
    nights_first = bool(told) and isinstance(told[0], Nights)
    stops: list[Stop] = []
    waiting: int | None = None
    for one in told:
        if not isinstance(one, Nights):
            stops.append(Stop(one, waiting if nights_first else None))
            waiting = None
        elif nights_first:
            waiting = one.count
        elif stops and stops[-1].nights is None:
            stops[-1] = replace(stops[-1], nights=one.count)
    if each is not None:
        stops = [replace(stop, nights=each) for stop in stops]
    return [stop for stop in stops if not _is_around(stop, stops)]


def _strangers(cover: Cover) -> list[Token]:
    """Return leftover words right before nights, which are unknown stops."""
    nights = [one.start for one in cover.chosen if isinstance(one.meaning, Nights)]
    return [
        one
        for one in cover.strangers
        if one.word not in ordinary_words()
        and any(at >= one.end and not cover.text[one.end : at].strip() for at in nights)
    ]


def _stranger(cover: Cover, token: Token) -> UnknownName:
    return UnknownName(cover.text[token.start : token.end], Role.PLAIN)


def _side_by_side(told: list[Name | Nights]) -> list[Name | Nights]:
    """Assign nights that follow all of their places: "Rome, Florence, 3n 2n"."""
    half = len(told) // 2
    names, nights = told[:half], told[half:]
    is_list = half > 1 and len(nights) == half and all(isinstance(one, Nights) for one in nights)
    if not is_list or any(isinstance(one, Nights) for one in names):
        return told
    return [one for pair in zip(names, nights, strict=True) for one in pair]


def _without_whole(told: list[Name | Nights]) -> list[Name | Nights]:
    """Remove the whole trip's nights: "10 days in Portugal: Lisbon 4, Porto 3, Faro 2"."""
    first, rest = told[:1], [one for one in told[1:] if isinstance(one, Nights)]
    if not first or not isinstance(first[0], Nights) or len(rest) < 2:  # noqa: PLR2004 - several
        return told
    each = sum(one.count for one in rest)
    ends_with_nights = isinstance(told[-1], Nights)
    is_whole = each <= first[0].count <= each + 1 or (ends_with_nights and first[0].count > each)
    return told[1:] if is_whole and ends_with_nights else told


def _is_no_stop(one: Proposal[Any], text: str) -> bool:
    """Return whether a name is excluded, or the title of the list that follows."""
    if isinstance(one.meaning, Nights):
        return False
    return one.meaning.role is Role.EXCLUDED or is_title(text, one.end)


def _is_around(stop: Stop, stops: Sequence[Stop]) -> bool:
    """Return whether a name is not a stop: a country or region around the others, or an origin."""
    others = [one for one in stops if one is not stop]
    if not others:
        return False
    if stop.nights is None and stop.name.role is Role.ORIGIN:
        return True
    if not isinstance(stop.name, PlaceName):
        return False
    is_title = stop.nights is None or _holds(stop.nights, others)
    if stop.name.country is not None:
        return is_title  # "Panamá 2 noches" is a city named like its country
    meant = rivals(stop.name.options)
    regions = [one for one in meant if one.kind is DestinationKind.REGION]
    inside = [
        option
        for other in others
        if isinstance(other.name, PlaceName)
        for option in rivals(other.name.options)
    ]
    return is_title and any(lies_in(one, region) for region in regions for one in inside)


def _holds(nights: int, others: Sequence[Stop]) -> bool:
    """Return whether nights may be those of the other stops together.

    "Kerala 7: Munnar 4, Kochi 3", but not "Goa 2, Gokarna 2".
    """
    whole = sum(other.nights or 0 for other in others)
    return nights > whole or (nights == whole and len(others) > 1)

"""Words, wishes and numbers of a line that were not used, each by the part it concerns.

Nothing that somebody wrote is silently dropped: the bot mentions both what no reader took and what
was read but cannot be used for the request. Pure.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.reading.asides import Aside
from domain.reading.decision import Cover
from domain.reading.kinds import Kind
from domain.reading.lexicon import HOUSE
from domain.reading.meanings import (
    Adults,
    Asked,
    Beds,
    Children,
    Flown,
    Nights,
    NoWish,
    PlaceName,
    Rating,
    Request,
    Role,
    Route,
    Spent,
    Stars,
    StayDays,
    UnknownName,
    Wished,
)
from domain.reading.proposals import Proposal
from domain.reading.tokens import Reading, Token


class Part(StrEnum):
    """The part of a request that a word concerns, where it can be corrected."""

    PLACE = "place"
    DAYS = "days"
    PEOPLE = "people"
    BUDGET = "budget"
    WISHES = "wishes"
    WAY = "way"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Words as typed; `is_understood` if they mean something that cannot be used."""

    words: str
    part: Part
    is_understood: bool = False


PARTS: dict[Kind, Part] = {
    **dict.fromkeys((Kind.AIRPORT,), Part.PLACE),
    **dict.fromkeys(
        (Kind.YEAR, Kind.ISO, Kind.SLASHED, Kind.MONTH, Kind.WEEKDAY, Kind.NEARDAY, Kind.TONIGHT,
         Kind.HOLIDAY, Kind.WEEKEND, Kind.NIGHT, Kind.DAYS, Kind.WEEK, Kind.MONTHS, Kind.NEXT,
         Kind.ORDINAL, Kind.PARTOF, Kind.LATER, Kind.DAYTIME),
        Part.DAYS,
    ),
    **dict.fromkeys(
        (Kind.CHILD, Kind.INFANT, Kind.COUPLE, Kind.ALONE, Kind.GROUP, Kind.BEDS),
        Part.PEOPLE,
    ),
    **dict.fromkeys(
        (Kind.CURRENCY, Kind.THOUSAND, Kind.UNDER, Kind.ATMOST, Kind.ORLESS, Kind.NIGHTLY,
         Kind.TOTAL),
        Part.BUDGET,
    ),
    **dict.fromkeys(
        (Kind.WISH, Kind.STAR, Kind.RATED, Kind.ORMORE, Kind.UNKNOWN, Kind.NO, Kind.CHANGE),
        Part.WISHES,
    ),
    **dict.fromkeys((Kind.FLIGHT, Kind.PACKAGE, Kind.RETURN, Kind.ONEWAY, Kind.CABIN), Part.WAY),
}  # fmt: skip
# Words that ask for nothing on their own.
SILENT = frozenset({
    Kind.PLAIN, Kind.STAY, Kind.TO, Kind.DASH, Kind.UPTO, Kind.SE, Kind.FROM, Kind.OF, Kind.A,
    Kind.AND, Kind.IN, Kind.FOR, Kind.PLUS, Kind.TOUR, Kind.BUT, Kind.WE,
})  # fmt: skip
# Kinds that do not settle which part a leftover concerns.
VAGUE = frozenset({Kind.UNKNOWN, Kind.NUMBER, Kind.NO})
# Words that only repeat what is asked for.
ASKED_FOR = {
    Request.FLIGHT: (Kind.FLIGHT,),
    Request.PACKAGE: (Kind.FLIGHT, Kind.PACKAGE, Kind.RETURN),
    Request.TOUR: (Kind.FLIGHT, Kind.PACKAGE),
}
# On their own, these are articles and count nothing.
ONE = frozenset({"one", "un", "una", "uno", "один", "одна", "одну", "ek", "एक"})
# From here on, a number is money; a smaller one is a day or a count.
LEAST_MONEY = 100
CLOCK = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b|\b\d{1,2}:\d\d\b", re.IGNORECASE)


PARTS_OF_MEANINGS: tuple[tuple[tuple[type, ...], Part], ...] = (
    ((PlaceName, UnknownName, Route), Part.PLACE),
    ((StayDays, Nights, Aside), Part.DAYS),
    ((Spent,), Part.BUDGET),
    ((NoWish, Wished, Stars, Rating), Part.WISHES),
    ((Asked, Flown), Part.WAY),
)


def part_of_meaning(meaning: object) -> Part:
    """Return the part of a request that a meaning concerns."""
    if isinstance(meaning, Asked) and meaning.is_house:
        return Part.WISHES
    if isinstance(meaning, UnknownName) and meaning.role is Role.PLAIN and not meaning.is_near:
        return Part.WISHES  # nothing suggests that it is a place
    found = (part for kinds, part in PARTS_OF_MEANINGS if isinstance(meaning, kinds))
    return next(found, Part.PEOPLE)


@dataclass(frozen=True, slots=True)
class Use:
    """How a request uses a line, beyond its regular parts.

    `unused` are types of meanings that it cannot use; `names` are places that it set aside, and
    `aside` the starts of other meanings that it set aside; `held` are wishes of an open search,
    which may be withdrawn; `served` are the starts of single words that it used.
    """

    unused: tuple[type, ...] = ()
    names: Collection[str] = ()
    aside: Collection[int] = ()
    held: Collection[object] = ()
    served: Collection[int] = ()


def leftovers_of(cover: Cover, reading: Reading, use: Use) -> tuple[Leftover, ...]:
    """Return what a request does not use, in line order."""
    if not cover.chosen:
        telling = any(token.kind not in SILENT for token in cover.left) or not cover.left
        return (Leftover(" ".join(cover.text.split()), Part.WISHES),) if telling else ()
    found: list[tuple[int, Leftover]] = []
    for one in cover.chosen:
        if one.start in use.aside or _is_unused(one.meaning, cover, use):
            found.append((one.start, _told(cover.text, one)))
        elif isinstance(one.meaning, StayDays):
            found += _within_days(cover.text, reading, one, use)
    found += _left(cover, use)
    found.sort(key=lambda pair: pair[0])
    return tuple(dict.fromkeys(leftover for _start, leftover in found))


def _is_unused(meaning: object, cover: Cover, use: Use) -> bool:
    is_put_aside = isinstance(meaning, (PlaceName, UnknownName)) and meaning.name in use.names
    if is_put_aside or isinstance(meaning, (NoWish, Aside, *use.unused)):
        # A package is a return trip anyway.
        return cover.request is not Request.PACKAGE or meaning != Flown(is_return=True)
    if isinstance(meaning, Asked):
        return _asks_otherwise(meaning, cover.request)
    match meaning:
        case Wished(wish, False):
            is_unused = wish not in use.held
        case Adults(is_everyone=True):
            is_unused = not _adds_up(meaning.count, cover)
        case Nights(is_open=True):
            is_unused = cover.days.check_out is None
        case Beds() if adults := cover.all(Adults):
            is_unused = _differs(meaning, adults)
        case _:
            is_unused = False
    return is_unused


def _told(text: str, one: Proposal[Any]) -> Leftover:
    known = not isinstance(one.meaning, UnknownName)
    return Leftover(text[one.start : one.end].strip(), part_of_meaning(one.meaning), known)


def _adds_up(everyone: int, cover: Cover) -> bool:
    """Return whether a total agrees with the people counted separately, if any were."""
    adults = [o.count for o in cover.all(Adults) if not o.is_everyone and not o.is_kin]
    children = sum(one.count or len(one.ages) for one in cover.all(Children))
    return not adults or everyone in {sum(adults), sum(adults) + children}


def _differs(beds: Beds, adults: Sequence[Adults]) -> bool:
    """Return whether the beds are for a different number of people than was counted."""
    return beds.adults * (beds.rooms or 1) != sum(one.count for one in adults)


def _asks_otherwise(meaning: Asked, request: Request) -> bool:
    """Return whether a word asks for a kind of lodging, or for another request than this one."""
    if meaning.is_house:
        return True
    if meaning.is_direct:
        return request is not Request.FLIGHT
    return request is Request.STAY and meaning.request in {Request.FLIGHT, Request.PACKAGE}


def _within_days(
    text: str, reading: Reading, days: Proposal[Any], use: Use
) -> Iterator[tuple[int, Leftover]]:
    """Yield the parts of the day and times given among days: "4 Dec evening"."""
    for token in reading.tokens:
        inside = days.start <= token.start and token.end <= days.end
        if inside and token.kind is Kind.DAYTIME and token.start not in use.served:
            yield token.start, Leftover(text[token.start : token.end], Part.DAYS, True)
    for clock in CLOCK.finditer(text, days.start, days.end):
        yield clock.start(), Leftover(clock[0], Part.DAYS, True)


def _left(cover: Cover, use: Use) -> Iterator[tuple[int, Leftover]]:
    """Yield the words that no reader took, adjacent ones together."""
    run: list[Token] = []
    for token in cover.left:
        if token.start in use.served or token.kind in ASKED_FOR.get(cover.request, ()):
            continue
        if run and not _goes_on(cover, run, token):
            yield from _closed(cover, run)
            run = []
        run.append(token)
    yield from _closed(cover, run)


def _goes_on(cover: Cover, run: Sequence[Token], token: Token) -> bool:
    between = cover.text[run[-1].end : token.start]
    if between.strip(" \t'’-"):
        return False
    told = {PARTS[one.kind] for one in (*run, token) if one.kind in PARTS and one.kind not in VAGUE}
    return len(told) < 2  # noqa: PLR2004 - of two parts


def _closed(cover: Cover, run: Sequence[Token]) -> Iterator[tuple[int, Leftover]]:
    """Yield a run, stripped of function words at its ends, if anything remains."""
    telling = [at for at, one in enumerate(run) if _tells(one)]
    if not telling:
        return
    kept = run[telling[0] : telling[-1] + 1]
    clear = next((one for one in kept if one.kind in PARTS and one.kind not in VAGUE), None)
    is_known = any(one.kind is Kind.STAY for one in kept) or (
        clear is not None and clear.kind in {Kind.WISH, Kind.DAYTIME, Kind.CABIN}
    )
    part = PARTS[clear.kind] if clear else _part_of_vague(kept)
    yield kept[0].start, Leftover(cover.text[kept[0].start : kept[-1].end], part, is_known)


def _tells(token: Token) -> bool:
    is_house = token.kind is Kind.STAY and token.value == HOUSE
    is_number = token.kind is Kind.NUMBER and token.word not in ONE
    return is_house or is_number or token.kind in PARTS


def _part_of_vague(tokens: Sequence[Token]) -> Part:
    """Return the part that numbers and unknown words most likely concern."""
    if any(one.kind is not Kind.NUMBER for one in tokens):
        return Part.WISHES
    return Part.BUDGET if any(one.value >= LEAST_MONEY for one in tokens) else Part.DAYS

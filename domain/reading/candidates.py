"""Which requests a line may make, and which proposals can be part of each. Pure."""

from collections.abc import Iterable, Iterator
from typing import Any

from domain.reading.asides import Aside
from domain.reading.date_frames import frame_of, is_end, is_span
from domain.reading.decision import Slots, slot_of
from domain.reading.intents import Intent, Talk
from domain.reading.joined_places import THEN_WORDS
from domain.reading.meanings import (
    Asked,
    Nights,
    PlaceName,
    Request,
    Route,
    Spent,
    StayDays,
    UnknownName,
)
from domain.reading.proposals import Proposal

DAYS_SLOT, FRAME_SLOT, MOST_SLOT, LEAST_SLOT, END_SLOT = 256, 512, 1024, 2048, 4096
# A day may be given alongside the span that contains it.
SPAN_SLOT = 8192
# A place that costs this much is probably not meant, or is another one, misspelt.
DOUBTFUL = 1.0
# Beside a name that costs this much, a number does not count nights.
FAR_FETCHED = 3.0
# What may stand between nights and their place: "3 en Kioto".
IN_BEFORE = frozenset({"in", "en", "at", "в", "во", "на"})
POLITE = frozenset({Talk.GREETING, Talk.THANKS})
# Signs that separate "no" from what is wanted instead.
APART = frozenset(",.;:!-–—")
WITH_ROUTES = frozenset({Request.FLIGHT, Request.PACKAGE})


def requests_in(proposals: Iterable[Proposal[Any]], text: str) -> Iterator[Request]:
    """Yield the requests that the line may make."""
    asked = {p.meaning.request for p in proposals if isinstance(p.meaning, Asked)}
    told = any(isinstance(p.meaning, Intent) for p in proposals)
    names = {(p.start, p.end) for p in proposals if isinstance(p.meaning, (PlaceName, UnknownName))}
    nights = sum(
        isinstance(p.meaning, Nights) and (not p.meaning.is_bare or _is_beside(p, names, text))
        for p in proposals
    )
    yield Request.STAY
    if Request.FLIGHT in asked or len(names) > 1:
        yield Request.FLIGHT
    places = {(p.start, p.end) for p in proposals if _is_sure_place(p)}
    is_both = bool({Request.PACKAGE, Request.TOUR} & asked)
    if is_both or {Request.FLIGHT, Request.STAY} <= asked or (nights and len(places) > 1):
        yield Request.PACKAGE
    is_list = len(names) > 1 and (nights > 1 or bool(THEN_WORDS & set(text.lower().split())))
    if (Request.TOUR in asked and names) or is_list or len(places) > 1:
        yield Request.TOUR
    if told:
        yield Request.TALK


def _is_sure_place(one: Proposal[Any]) -> bool:
    """Return whether a proposal is a place that is probably meant."""
    if not isinstance(one.meaning, PlaceName) or one.cost >= DOUBTFUL:
        return False
    return one.meaning.weight > 0 or one.meaning.airport is not None


def _is_beside(one: Proposal[Any], names: Iterable[tuple[int, int]], text: str) -> bool:
    """Return whether a number stands right before or after a name: "Delhi 2", "3 en Kioto"."""
    return any(
        abs(one.start - end) <= 1
        or text[end : one.start].strip() == "("
        or abs(start - one.end) <= 1
        or (start > one.end and text[one.end : start].strip().lower() in IN_BEFORE)
        for start, end in names
    )


def parts_of(
    proposals: Iterable[Proposal[Any]], request: Request, text: str
) -> Iterator[Proposal[Any]]:
    """Yield the proposals that can be part of a request."""
    proposals = tuple(proposals)
    names = {
        (p.start, p.end)
        for p in proposals
        if isinstance(p.meaning, (PlaceName, UnknownName)) and p.cost < FAR_FETCHED
    }
    for one in proposals:
        is_talk = request is Request.TALK
        is_hour = isinstance(one.meaning, Aside) and not one.meaning.is_flight
        if is_talk and is_hour:
            yield one  # "don't ping me at 3 am"
            continue
        if isinstance(one.meaning, Intent) != is_talk and not _is_aside(one, text):
            continue
        if isinstance(one.meaning, Route) and request not in WITH_ROUTES:
            continue
        is_one_night = isinstance(one.meaning, StayDays) and one.meaning.is_one_night
        if is_one_night and request is Request.FLIGHT:
            continue
        if isinstance(one.meaning, Aside) and one.meaning.is_flight and request is not Request.STAY:
            continue
        is_bare = isinstance(one.meaning, Nights) and one.meaning.is_bare
        if is_bare and (request is not Request.TOUR or not _is_beside(one, names, text)):
            continue
        yield one


def _is_aside(one: Proposal[Any], text: str) -> bool:
    """Return whether it is a greeting or thanks at either end of a line, or "no" at its start."""
    if isinstance(one.meaning, Intent) and one.meaning.what is Talk.NO:
        return not text[: one.start].strip() and text[one.end :].lstrip()[:1] in APART
    is_polite = isinstance(one.meaning, Intent) and one.meaning.what in POLITE
    return is_polite and (not text[: one.start].strip() or not text[one.end :].strip(" .!?"))


def slots_of(request: Request) -> Slots:
    """Return a function from a meaning to its slot; each place on a tour has its own nights."""

    def slot(meaning: object) -> int:
        if isinstance(meaning, StayDays):
            return 0 if request is Request.FLIGHT else _slot_of_days(meaning)
        if isinstance(meaning, Spent):
            return (MOST_SLOT if meaning.most or meaning.problem else 0) | (
                LEAST_SLOT if meaning.least else 0
            )
        if isinstance(meaning, Nights) and request is Request.TOUR:
            return 0
        return slot_of(meaning)

    return slot


def _slot_of_days(days: StayDays) -> int:
    if is_end(days):
        return END_SLOT
    if is_span(days):
        return SPAN_SLOT
    return DAYS_SLOT if frame_of(days) is None else FRAME_SLOT

"""How a line is read: cut, looked up, given to every reader, and decided as a whole."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain.catalog.destinations import namesakes
from domain.catalog.queries.places import airports_called
from domain.catalog.suggestions import spelt_nearly
from domain.reading.amounts import Writer
from domain.reading.candidates import DOUBTFUL, parts_of, requests_in, slots_of
from domain.reading.cover_costs import MOST_OFF, Weighing
from domain.reading.coverage import is_no_search
from domain.reading.day_pieces import Calendar, calendar_of
from domain.reading.decision import Cover, covers
from domain.reading.evidence import Evidence, evidence_of
from domain.reading.joined_places import is_choice, with_origin
from domain.reading.lexicon import language_of
from domain.reading.meanings import (
    Asked,
    PlaceName,
    Request,
    UnknownName,
)
from domain.reading.mentions import Mentions
from domain.reading.names import Atlas, names_of, spellings_of
from domain.reading.namesakes import Home
from domain.reading.place_resolution import resolve_place
from domain.reading.politeness import asks, is_polite, polite, unanswerable
from domain.reading.proposals import Proposal
from domain.reading.slips import in_right_layout, mended
from domain.reading.tokens import Reading, Token, cut, know
from domain.unit_of_work import Database

LONGEST_TEXT = 400
# How much more a cover of another request may cost and still be a rival.
NEAR = 0.6
# The same, if places far apart make a stay doubtful anyway.
APART = 1.2
MOST_NAMES_SPELT = 16


@dataclass(frozen=True, slots=True)
class Occasion:
    """Who writes, and when, which settles what is left unsaid.

    `today` is the date at the place that the line concerns, `said_on` the writer's own.
    """

    today: date
    writer: Writer
    home: Home = field(default_factory=Home)
    said_on: date | None = None

    @property
    def calendar(self) -> Calendar:
        """Return the date that days count from, and how the writer orders day and month."""
        return calendar_of(self.writer, self.today, self.said_on)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a line means, and what else it may mean, the likeliest first.

    `best` covers the whole line; `others` are the best covers for other requests, or with other
    meanings for the same one. `evidence` is the basis of the decision.
    """

    text: str
    reading: Reading
    proposals: tuple[Proposal[Any], ...]
    best: Cover
    others: tuple[Cover, ...]
    evidence: Evidence = field(repr=False, compare=False)

    def of(self, request: Request) -> Cover:
        """Return the best cover for a request; an empty one if the line cannot be one."""
        found = (one for one in (self.best, *self.others) if one.request is request)
        return next(found, Cover(request, (), self.reading.tokens, float("inf")))

    def has(self, request: Request) -> bool:
        """Return whether the line was weighed as such a request."""
        return any(one.request is request for one in (self.best, *self.others))

    @property
    def rival(self) -> Cover | None:
        """Return the best cover of another request that is nearly as good.

        For several places far apart, a trip through them is one: "Rome and Florence".
        """
        if self.best.request is Request.TALK and (not self.best.left or is_polite(self.best)):
            return None
        if self.best.request is Request.STAY and is_no_search(self.best):
            return None
        if is_choice(self.best):
            return None
        if self.best.request is Request.STAY and resolve_place(self.best.names).others:
            trip = next((one for one in self.others if _is_trip_of(one, self.best)), None)
            return trip or self._nearest(APART)
        return self._nearest(NEAR)

    def _nearest(self, near: float) -> Cover | None:
        """Return the best cover for another request that costs less than `near` more."""
        is_talk = self.best.request is Request.TALK
        for other in self.others:
            if is_talk and not asks(other):
                continue
            if self.best.request is Request.FLIGHT and _is_said(self.best) and not _is_said(other):
                continue
            if other.request is not self.best.request and other.cost - self.best.cost < near:
                return other
        return None


def _is_said(cover: Cover) -> bool:
    """Return whether a word names the request: "flight from Delhi or Jaipur to Goa"."""
    return any(one.request is cover.request for one in cover.all(Asked))


def _is_trip_of(tour: Cover, stay: Cover) -> bool:
    """Return whether a tour goes to exactly the places that a stay may be in."""
    names = [one.name for one in tour.names if isinstance(one, PlaceName)]
    return tour.request is Request.TOUR and names == [one.name for one in stay.names]


async def read_line(
    database: Database, text: str, occasion: Occasion, wanted: tuple[Request, ...] = ()
) -> Decision:
    """Read a line: look up its names, then decide; where names are doubtful, once more.

    `wanted` are requests to weigh in any case: those that are open.
    """
    text = in_right_layout(text[:LONGEST_TEXT])
    language = language_of((w.word for w in cut(text)), occasion.writer.language)
    text = mended(text, language)
    words = cut(text)
    reading = know(text, words, language)
    names = names_of(words, reading)
    spelt = spellings_of(names, words, reading)
    atlas = Atlas(
        words,
        names,
        await namesakes(database, spelt) if spelt else {},
        await airports_called(database, spelt) if spelt else {},
        {},
        occasion.home,
        language,
    )
    found = evidence_of(reading, words, atlas, occasion.calendar, occasion.writer)
    return await _settled(database, reading, found, wanted)


async def read_again(
    database: Database, decision: Decision, occasion: Occasion, wanted: tuple[Request, ...] = ()
) -> Decision:
    """Read a line by the same writer again, as if on another day.

    Most lines mean the same on both days; then nothing is looked up or decided again.
    """
    found = decision.evidence.on_day_of(decision.reading, occasion.calendar)
    if found == decision.evidence and all(map(decision.has, wanted)):
        return decision
    return await _settled(database, decision.reading, found, wanted)


async def _settled(
    database: Database, reading: Reading, found: Evidence, wanted: tuple[Request, ...]
) -> Decision:
    """Decide; if a name is doubtful, look it up with slips and decide again with what was found."""
    first = _decided(reading, found, found.atlas, wanted)
    doubtful = doubtful_names(first, found.atlas)
    if not doubtful:
        return first
    nearly = await spelt_nearly(database, doubtful)
    if not nearly:
        return first
    return _decided(reading, found, replace(found.atlas, nearly=nearly), wanted)


def doubtful_names(decision: Decision, atlas: Atlas) -> list[str]:
    """Return the names worth looking up with slips: unknown ones, and those hardly meant."""
    doubted = [
        (one.start, one.end)
        for one in decision.best.chosen
        if isinstance(one.meaning, UnknownName)
        or (isinstance(one.meaning, PlaceName) and one.cost >= DOUBTFUL and one.meaning.options)
    ]
    doubted += [(one.start, one.end) for one in decision.best.strangers]
    if not doubted:
        return []
    first, last = min(start for start, _ in doubted), max(end for _, end in doubted)
    words = atlas.words
    names = [
        name.folded
        for name in atlas.names
        if words[name.start].start >= first
        and words[name.end - 1].end <= last
        and any(
            start < words[name.end - 1].end and words[name.start].start < end
            for start, end in doubted
        )
    ]
    return names[:MOST_NAMES_SPELT]


def decide(
    reading: Reading,
    words: tuple[Token, ...],
    atlas: Atlas,
    occasion: Occasion,
    wanted: tuple[Request, ...] = (),
) -> Decision:
    """Choose what the line means. Pure."""
    found = evidence_of(reading, words, atlas, occasion.calendar, occasion.writer)
    return _decided(reading, found, found.atlas, wanted)


def _decided(
    reading: Reading, found: Evidence, atlas: Atlas, wanted: tuple[Request, ...]
) -> Decision:
    """Choose what the line means, from the proposals for its other words and for its places.

    `atlas` also has what was looked up since the evidence was gathered.
    """
    proposals = (*found.dated, *found.undated, *Mentions(atlas, reading).propose())
    weighing = Weighing()
    weighed: list[Cover] = []
    for request in dict.fromkeys((*requests_in(proposals, reading.text), *wanted)):
        kept = tuple(parts_of(proposals, request, reading.text))
        most_off = MOST_OFF.get(request, 0.0)
        likely = covers(reading, kept, request, slots_of(request), weighing.weigh, most_off)
        weighed += map(with_origin, likely) if request is Request.PACKAGE else likely
    weighed.sort(key=lambda one: one.cost)
    best = polite(weighed) or unanswerable(weighed) or weighed[0]
    weighed.remove(best)
    others = tuple(_apart(best, weighed))
    return Decision(reading.text, reading, proposals, best, others, found)


def _apart(best: Cover, others: Iterable[Cover]) -> Iterator[Cover]:
    """Yield the covers that mean something else than `best`, each meaning once."""
    seen = [_meaning_of(best)]
    for one in others:
        # Compared one by one: most differ in their first meaning, and all are costly to hash.
        meaning = _meaning_of(one)
        if meaning not in seen:
            seen.append(meaning)
            yield one


def _meaning_of(cover: Cover) -> tuple[object, ...]:
    return cover.request, *(one.meaning for one in cover.chosen)

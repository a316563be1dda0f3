"""Where a text leads: its words looked up in the catalogue, all at once."""

from dataclasses import dataclass, replace

import asyncpg

from domain.accounts.travellers import Traveller
from domain.catalog.destinations import FoundDestination, largest_in, namesakes
from domain.catalog.folding import fold
from domain.catalog.points import airports_around, airports_called, destination_of
from domain.catalog.suggestions import beginning, nearly_called, worth
from domain.errors import LocationNeeded, PlaceAmbiguous, PlaceTooWide, PlaceUnknown, Refusal
from domain.reading.candidates import (
    POINTS_AFTER,
    POINTS_BEFORE,
    Known,
    names_of,
    runs_of,
)
from domain.reading.kinds import Kind, pattern
from domain.reading.places import PlaceReading, choose_place
from domain.reading.tokens import Reading
from domain.search.filters import Anchor
from domain.search.visited import recent_ids

MOST_CANDIDATES = 8
# A place so small is believed only where the text points to it, or says nothing else.
SMALL = 15_000
MOST_SUGGESTIONS = 6
LONGEST_MISSPELT = 3
# One slip in a name as long as this, of a place so much larger than any other, is read as it.
SURE_LETTERS = 5
SURE_SHARE = 5
SURE_WEIGHT = 20_000
NEAR_ME = pattern("NEAR LINK* ME | ME LINK* NEAR")


@dataclass(frozen=True, slots=True)
class Located:
    """The place of a text, or why there is none. `spelt` is how it was misspelt.

    `is_guess` says that nothing but unknown words (`words`) stands for the place: in an open
    draft they may as well mean something else.
    """

    rest: Reading
    destination: FoundDestination | None = None
    near: Anchor | None = None
    problem: Refusal | None = None
    name: str | None = None
    spelt: str | None = None
    is_guess: bool = False
    words: tuple[str, ...] = ()


async def locate(
    pool: asyncpg.Pool, reading: Reading, traveller: Traveller | None = None
) -> Located:
    """Find the place in a text. Every run of its words is looked up in one query.

    What is suggested for an unknown name are first the traveller's places of late, then those of
    the own country.
    """
    runs = runs_of(reading)
    names = {name for own, forms in names_of(runs).items() for name in (own, *forms)}
    if not names:
        return _nowhere(reading)
    async with pool.acquire() as connection:
        known = Known(
            reading,
            runs,
            await namesakes(connection, names),
            await airports_called(connection, names),
        )
        chosen = choose_place(known)
        rest = reading.without(*chosen.spans)
        if chosen.airport is not None:
            place = chosen.places[0] if chosen.places else None
            place = place or await destination_of(connection, chosen.airport)
            near = Anchor(chosen.airport.name, chosen.airport.point)
            return Located(rest, place, near, name=place.name if place else chosen.name)
        if chosen.country is not None:
            largest = await largest_in(connection, chosen.country, MOST_CANDIDATES)
            wide = PlaceTooWide(
                reading.words(*chosen.spans[0]), tuple((one.id, one.full_name) for one in largest)
            )
            return Located(rest, problem=wide, name=chosen.name)
        if not chosen.places:
            return await _misspelt(connection, reading, traveller)
        located = _chosen(chosen, rest)
        if chosen.wants_airport and located.destination is not None:
            # "Jaipur airport" is the one there, if there is only one.
            point = located.destination.place.centre
            around = await airports_around(connection, point)
            if len(around) == 1:
                words = _airport_words(rest)
                near = Anchor(around[0].name, around[0].point)
                return replace(located, near=near, rest=rest.without(*words))
    return located


def _airport_words(reading: Reading) -> list[tuple[int, int]]:
    return [(at, at + 1) for at, t in enumerate(reading.tokens) if t.kind is Kind.AIRPORT]


def _chosen(chosen: PlaceReading, rest: Reading) -> Located:
    first = chosen.places[0]
    if len(chosen.places) > 1:
        candidates = tuple((one.id, one.full_name) for one in chosen.places[:MOST_CANDIDATES])
        return Located(rest, problem=PlaceAmbiguous(chosen.name, candidates), name=chosen.name)
    others = _unknown_words(rest)
    if first.weight < SMALL and others and not _is_pointed_to(rest, chosen.spans[0]):
        # A hamlet's name among words that mean nothing is more likely one of them.
        unsure = PlaceUnknown(" ".join((chosen.name, *others)), ((first.id, first.full_name),))
        return Located(
            rest, problem=unsure, name=chosen.name, is_guess=True, words=(chosen.name, *others)
        )
    return Located(rest, first, name=first.name)


def _is_pointed_to(reading: Reading, span: tuple[int, int]) -> bool:
    start, end = span
    tokens = reading.tokens
    return (start > 0 and tokens[start - 1].kind in POINTS_BEFORE) or (
        end < len(tokens) and tokens[end].kind in POINTS_AFTER
    )


def _nowhere(reading: Reading) -> Located:
    near_me = reading.find(NEAR_ME)
    if near_me is None:
        return Located(reading)
    return Located(reading.without(near_me.span), problem=LocationNeeded())


async def _misspelt(pool: asyncpg.Pool, reading: Reading, traveller: Traveller | None) -> Located:
    """Read the unknown words as a place spelt nearly so, when only one can be meant."""
    spans = _unknown_spans(reading)
    if not spans:
        return _nowhere(reading)
    names = [reading.words(*span) for span in spans]
    typed = max(names, key=len)
    near = await nearly_called(pool, *names)
    whole = _unknown_words(reading)
    if near and _is_sure(typed, near):
        span = spans[names.index(typed)]
        place = near[0][0]
        return Located(reading.without(span), place, name=place.name, spelt=typed)
    country_code = traveller.nationality if traveller else None
    recent = await recent_ids(pool, traveller.user_id) if traveller else ()
    begun = await beginning(pool, fold(typed), MOST_SUGGESTIONS)
    begun.sort(key=lambda one: worth(one, country_code, recent), reverse=True)
    likely = {one.id: one for one in (*begun, *(one for one, _slips in near))}
    # The nearest spelling stays before others, but not before where the traveller has been.
    nearly = sorted(likely.values(), key=lambda one: one.id not in recent)
    suggestions = tuple((one.id, one.full_name) for one in nearly)[:MOST_SUGGESTIONS]
    named = " ".join(whole)
    return Located(
        reading.without(*spans),
        problem=PlaceUnknown(named, suggestions),
        name=named,
        is_guess=not any(_is_pointed_to(reading, span) for span in spans),
        words=whole,
    )


def _is_sure(typed: str, near: list[tuple[FoundDestination, int]]) -> bool:
    first, slips = near[0]
    rivals = [one.weight for one, its_slips in near[1:] if its_slips <= slips]
    return (
        slips <= 1
        and len(typed) >= SURE_LETTERS
        and first.weight >= SURE_WEIGHT
        and first.weight >= SURE_SHARE * max(rivals, default=0)
    )


def _unknown_spans(reading: Reading) -> list[tuple[int, int]]:
    """Return the runs of unknown words, and each of their words, longest first."""
    spans: list[tuple[int, int]] = []
    tokens = reading.tokens
    for start in range(len(tokens)):
        for end in range(start + 1, min(start + LONGEST_MISSPELT, len(tokens)) + 1):
            if not _may_be_name(reading, end - 1):
                break
            spans.append((start, end))
    return sorted(spans, key=lambda span: span[0] - span[1])


def _unknown_words(reading: Reading) -> tuple[str, ...]:
    tokens = enumerate(reading.tokens)
    return tuple(token.word for at, token in tokens if _may_be_name(reading, at))


def _may_be_name(reading: Reading, at: int) -> bool:
    """Say whether a word means nothing; after "under" it is a slip in an amount."""
    follows_under = at > 0 and reading.tokens[at - 1].kind is Kind.UNDER
    return reading.tokens[at].kind is Kind.UNKNOWN and not follows_under

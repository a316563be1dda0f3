"""Places as they are typed: by name, by the beginning of a name, or misspelt.

A one-letter slip is found by looking up every word one slip away in a single query, which an index
answers as fast as one exact lookup. Only larger differences are left to trigrams.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from math import log10

from rapidfuzz.distance import OSA

from domain.catalog.destinations import namesakes
from domain.catalog.folding import fold
from domain.catalog.queries.places import alike_to, begun_with, spelt_as
from domain.catalog.transliteration import to_latin
from domain.catalog.values import FoundDestination
from domain.unit_of_work import Database

MOST_SUGGESTIONS = 8
# No longer name is looked up with its slips, of which there are some fifty a letter.
SHORTEST_FUZZY, LONGEST_FUZZY = 4, 100
# From this length, two slips are forgiven; in shorter words they make another word.
LONG_WORD = 7
# Beginnings this short are only looked up among large places.
SHORT_BEGINNING = 3
LARGE = 100_000
KNOWN = 15_000
# The pg_trgm similarity that is worth a closer look.
ALIKE = 0.3
NEAR_ROWS = 60
# The bonus for places in the traveller's country and for recently searched ones, in powers of ten.
HOME_BONUS = 1.0
RECENT_BONUS = 4.0

ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзиклмнопрстуфхцчшщъыьэюя",
    "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौंँ्ृ",
)


async def find_destinations(
    pool: Database,
    text: str,
    limit: int = MOST_SUGGESTIONS,
    *,
    country_code: str | None = None,
    recent: Collection[int] = (),
) -> tuple[FoundDestination, ...]:
    """Return what `text` may mean, best first.

    Large places come before small ones, with a bonus for `country_code` and the `recent` ids.
    """
    name = fold(text)
    if not name:
        return ()

    def likeliness(one: FoundDestination) -> float:
        return worth(one, country_code, recent)

    called = (await namesakes(pool, [name])).get(name, ())
    # A small place's foreign name or code does not find it.
    exact = [one for one in called if one.weight >= KNOWN or fold(one.name) == name]
    chosen = {one.id: one for one in sorted(exact, key=likeliness, reverse=True)}
    if len(chosen) < limit:
        begun = await beginning(pool, name, limit * 3)
        for one in sorted(begun, key=likeliness, reverse=True):
            chosen.setdefault(one.id, one)
    if not chosen:
        near = (await spelt_nearly(pool, [name])).get(name, ())
        likely = [spelt for spelt in near if spelt.place.weight >= KNOWN]
        likely.sort(key=lambda spelt: likeliness(spelt.place) - 2 * spelt.slips, reverse=True)
        chosen = {spelt.place.id: spelt.place for spelt in likely}
    return tuple(chosen.values())[:limit]


def worth(one: FoundDestination, country_code: str | None, recent: Collection[int] = ()) -> float:
    """Return how likely a traveller from a country means a place, in powers of ten."""
    bonus = HOME_BONUS if one.place.country_code == country_code else 0
    return log10(one.weight + 10) + bonus + (RECENT_BONUS if one.id in recent else 0)


async def beginning(pool: Database, name: str, limit: int) -> list[FoundDestination]:
    """Return the largest places with a name that begins like this."""
    found = await begun_with(pool, name, limit, LARGE)
    if len(found) < limit and len(name) >= SHORT_BEGINNING:
        found = await begun_with(pool, name, limit)
    return found


@dataclass(frozen=True, slots=True)
class SpeltNearly:
    """A place, and in how many letters what was typed differs from its name."""

    place: FoundDestination
    slips: int


async def spelt_nearly(
    pool: Database, names: Collection[str]
) -> dict[str, tuple[SpeltNearly, ...]]:
    """Return for each folded name the places with a similar spelling, the closest first.

    Each word may have its own slips: two correct words do not excuse a third. A name in Devanagari
    or Cyrillic is also compared in Latin letters.
    """
    spellings = {
        name: tuple(
            one for one in (name, *to_latin(name)) if SHORTEST_FUZZY <= len(one) <= LONGEST_FUZZY
        )
        for name in names
    }
    variants: dict[str, set[str]] = defaultdict(set)
    for name, spelt in spellings.items():
        for one in spelt:
            for variant in (one, *one_slip_away(one)):
                variants[variant].add(name)
    if not variants:
        return {}
    known: dict[str, dict[int, SpeltNearly]] = defaultdict(dict)
    for called, place in await spelt_as(pool, variants, NEAR_ROWS):
        for name in variants[called]:
            _note(known[name], called, place, spellings[name])
    for name in names:
        if not known.get(name) and LONG_WORD <= len(name) <= LONGEST_FUZZY:
            for called, place in await _alike(pool, name):
                _note(known[name], called, place, spellings[name])
    return {
        name: tuple(sorted(its.values(), key=lambda one: (one.slips, -one.place.weight)))
        for name, its in known.items()
        if its
    }


def _note(
    known: dict[int, SpeltNearly], called: str, place: FoundDestination, spelt: Collection[str]
) -> None:
    """Remember a place if what was typed is recognisable as one of its spellings."""
    slips = min(
        (slips_between(one, called) for one in spelt if is_alike(one, called)), default=None
    )
    if slips is not None and (place.id not in known or slips < known[place.id].slips):
        known[place.id] = SpeltNearly(place, slips)


def is_alike(typed: str, called: str) -> bool:
    """Return whether what was typed is recognisable as a name, as a whole and word by word."""
    if slips_between(typed, called) > most_slips(called):
        return False
    if typed[0] != called[0] and len(called) < LONG_WORD:
        return False  # first letters are rarely wrong: Narnia is not Sarnia
    ones, others = typed.split(), called.split()
    if len(ones) != len(others):
        return typed.replace(" ", "") == called.replace(" ", "") or len(called) >= LONG_WORD
    return all(_is_same_word(one, other) for one, other in zip(ones, others, strict=True))


def _is_same_word(typed: str, called: str) -> bool:
    """Return whether a word is recognisable; a short one of several may have but one slip.

    "Cherai beach" is not Chennai Beach.
    """
    most = most_slips(min(typed, called, key=len)) if len(called) >= SHORTEST_FUZZY else 0
    return slips_between(typed, called) <= most


def slips_between(one: str, other: str) -> int:
    """Return how many letters are wrong, missing, too many or swapped."""
    return int(OSA.distance(one, other))


def most_slips(word: str) -> int:
    """Return how many slips leave a word recognisable."""
    return 1 if len(word) < LONG_WORD else 2


def one_slip_away(word: str) -> set[str]:
    """Return every word that is one wrong, missing, extra or swapped letter from `word`."""
    letters = next((a for a in ALPHABETS if any(c in a for c in word)), "")
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    missing = {left + right[1:] for left, right in splits if right}
    swapped = {left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1}
    wrong = {left + c + right[1:] for left, right in splits if right for c in letters}
    extra = {left + c + right for left, right in splits for c in (*letters, " ")}
    return missing | swapped | wrong | extra


async def _alike(pool: Database, word: str) -> list[tuple[str, FoundDestination]]:
    async with pool.transaction() as connection:
        return await alike_to(connection, word, ALIKE, NEAR_ROWS)

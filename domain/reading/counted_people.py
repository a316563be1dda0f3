"""Numbers before an unknown noun: they most likely count the guests, so the bot asks.

"3 ladkiyo ke liye", "5 surfers": otherwise two people would be assumed. Pure.
"""

import re
from dataclasses import dataclass

from domain.catalog.folding import fold
from domain.reading.decision import Cover
from domain.reading.kinds import Kind
from domain.reading.meanings import Adults, Beds, Children, Family, Pair, Role, UnknownName
from domain.reading.tokens import Token
from domain.reading.words import kin as words

MOST_PEOPLE = 20
# The noun is one of this many words after its number: "3 retired schoolteachers".
FARTHEST_NOUN = 2
SHORTEST_NOUN = 3
THINGS = frozenset(fold(one).strip() for one in f"{words.THINGS}, {words.PETS}".split(","))
PEOPLE = (Adults, Beds, Children, Family, Pair)


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A number that was not read, with its noun, as typed."""

    words: str
    count: int


def uncounted(cover: Cover) -> Uncounted | None:
    """Return a leftover number that most likely counts people, or None.

    If people were counted already, it must be joined to them: "10 students and 1 teacher".
    """
    ends = {one.end for one in cover.chosen if isinstance(one.meaning, PEOPLE)}
    for at, token in enumerate(cover.left):
        if not _is_small(cover, token) or (ends and not _is_joined(cover, at, ends)):
            continue
        end = _end_of_noun(cover, token)
        if end is not None:
            return Uncounted(cover.text[token.start : end], int(token.value))
    return None


def _is_small(cover: Cover, token: Token) -> bool:
    """Return whether a token is a plausible number of people, with no letters after its digits."""
    typed = cover.text[token.start : token.end]
    is_number = token.kind is Kind.NUMBER and isinstance(token.value, int)
    is_ordinal = typed[:1].isdecimal() and not typed.isdecimal()
    # The word for one is also an article: "una semanita".
    least = 1 if typed.isdecimal() else 2
    return is_number and least <= token.value <= MOST_PEOPLE and not is_ordinal


def _end_of_noun(cover: Cover, number: Token) -> int | None:
    """Return the end of the unknown noun that a number counts, or None."""
    words = {one.start: (one.end, one.kind, one.word) for one in cover.left}
    for one in cover.chosen:
        if isinstance(one.meaning, UnknownName) and one.meaning.role is not Role.EXCLUDED:
            words[one.start] = (one.end, Kind.UNKNOWN, fold(one.meaning.name))
    behind = number.end
    for _ in range(FARTHEST_NOUN):
        end, kind, word = words.get(behind + 1, (behind, Kind.NUMBER, ""))
        if cover.text[behind : behind + 1] != " " or word in THINGS:
            return None
        if kind is Kind.UNKNOWN and len(word) >= SHORTEST_NOUN:
            return end
        if kind is not Kind.PLAIN:
            return None
        behind = end
    return None


def _is_joined(cover: Cover, at: int, ends: set[int]) -> bool:
    """Return whether "and" or "+" joins a number to the people before it."""
    before = cover.left[at - 1] if at else None
    if before is None or before.kind not in {Kind.AND, Kind.PLUS}:
        return False
    return any(
        end <= before.start
        and not cover.text[end : before.start].strip()
        and not cover.text[before.end : cover.left[at].start].strip()
        for end in ends
    )


def ages_answered(cover: Cover, ageless: int) -> tuple[int, ...]:
    """Return the ages asked for, if the text has exactly that many numbers: "4 and 6 years".

    `ageless` is how many children still lack an age.
    """
    numbers = re.findall(r"\d+", cover.text)
    is_answer = ageless and not cover.chosen and len(numbers) == ageless
    return tuple(map(int, numbers)) if is_answer else ()

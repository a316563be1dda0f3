"""Numbers before a noun that no list knows: most likely they count who comes, so it is asked.

"3 ladkiyo ke liye", "5 surfers": two people would be guessed instead. Pure.
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
# How many words may stand between a number and its noun: "3 retired schoolteachers".
FARTHEST_NOUN = 2
SHORTEST_NOUN = 3
THINGS = frozenset(fold(one).strip() for one in f"{words.THINGS}, {words.PETS}".split(","))
PEOPLE = (Adults, Beds, Children, Family, Pair)


@dataclass(frozen=True, slots=True)
class Uncounted:
    """A number that nothing was made of, with its noun as they were typed."""

    words: str
    count: int


def uncounted(cover: Cover) -> Uncounted | None:
    """Return the number that most likely counts people, None where none is left over.

    Beside people who were counted it must be joined to them: "10 students and 1 teacher".
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
    """Return whether a token is a number of so many people, and no letters touch its digits."""
    typed = cover.text[token.start : token.end]
    is_number = token.kind is Kind.NUMBER and isinstance(token.value, int)
    is_ordinal = typed[:1].isdecimal() and not typed.isdecimal()
    # In words one is as well an article: "una semanita".
    least = 1 if typed.isdecimal() else 2
    return is_number and least <= token.value <= MOST_PEOPLE and not is_ordinal


def _end_of_noun(cover: Cover, number: Token) -> int | None:
    """Return where the word of no meaning ends that a number counts, None for none."""
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
    """Return whether an "and" stands between people and a number."""
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
    """Return the ages that were asked for, if a text has just so many numbers: "4 and 6 years".

    `ageless` is how many children have no age yet.
    """
    numbers = re.findall(r"\d+", cover.text)
    is_answer = ageless and not cover.chosen and len(numbers) == ageless
    return tuple(map(int, numbers)) if is_answer else ()

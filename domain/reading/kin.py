"""Guests described by their relation to the writer: "my sister and i", "con mi madre", "с мужем".

They are listed with words for kin and friends, with the writer among them or alongside ("with my
parents"). The words of all languages are data (`domain.reading.words.kin`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.catalog.folding import fold
from domain.reading.kinds import Kind
from domain.reading.lexicon import LEXICON
from domain.reading.meanings import Adults
from domain.reading.proposals import Proposal
from domain.reading.sums import COUNTED
from domain.reading.tokens import Token
from domain.reading.words import kin as words

LISTED, BESIDE, ALONE = 0.05, 0.1, 0.4
# How many small words may separate two people in a list: "my wife and then my mother".
MOST_BETWEEN = 3
# Signs that separate a list from what follows.
APART = frozenset(".;!?|\n")


def _phrases(listed: str) -> Iterator[tuple[str, ...]]:
    for phrase in listed.split(","):
        folded = tuple(fold(phrase).split()) or tuple(phrase.split())
        if folded:
            yield folded


SEVERAL = frozenset(_phrases(words.SEVERAL))
KIN = {phrase: count for count, listed in words.KIN.items() for phrase in _phrases(listed)}
US, SELF, WITH, WITH_BEHIND, BETWEEN, PAIRS = (
    frozenset(_phrases(one))
    for one in (words.US, words.SELF, words.WITH, words.WITH_BEHIND, words.BETWEEN, words.PAIRS)
)
PARENTS, PETS = frozenset(_phrases(words.PARENTS)), frozenset(_phrases(words.PETS))
CHILDREN = frozenset(
    phrase
    for phrase, meaning in LEXICON.items()
    if meaning.kind in {Kind.CHILD, Kind.INFANT} and len(phrase[0]) > 1
)
GROWN = frozenset(phrase for phrase, meaning in LEXICON.items() if meaning.kind is Kind.ADULT)
LONGEST, FARTHEST_CHILD, MOST_KIN = 3, 6, 12


@dataclass(frozen=True, slots=True)
class _Listed:
    """A list of people: the words from `start` up to `end`, and who they are.

    `is_self`: the writer is one of them. `is_several`: more than one entry was listed.
    """

    start: int
    end: int
    count: int
    is_self: bool
    is_several: bool


def propose_kin(text: str, tokens: Sequence[Token]) -> Iterator[Proposal[Adults]]:
    """Propose the adults that a line lists by relation; `tokens` are its single words."""
    tokens = [one for one in tokens if one.kind is not Kind.DASH]
    at = 0
    while at < len(tokens):
        found = _list_at(text, tokens, at)
        if found is None:
            at += 1
            continue
        at = found.end
        proposal = _proposal(tokens, found)
        if proposal is not None:
            yield proposal


def _proposal(tokens: Sequence[Token], found: _Listed) -> Proposal[Adults] | None:
    before = _before(tokens, found.start, WITH)
    behind = _at(tokens, found.end, WITH_BEHIND)
    is_beside = not found.is_self and (before is not None or behind is not None)
    if not found.is_self and not is_beside and _follows_adults(tokens, found.start):
        start, end = tokens[found.start].start, tokens[found.end - 1].end
        return Proposal(start, end, Adults(found.count, is_further=True), BESIDE, "beside others")
    count = found.count + is_beside
    # "Me and my son", "mum with a baby" are one adult; a lone guest is described in other words.
    is_sure = found.is_self or (tokens[found.start].word,) in PARENTS
    if count < 2 and not (is_sure and _leads_to_child(tokens, found.end)):  # noqa: PLR2004
        return None
    start = before if is_beside and before is not None else found.start
    end = found.end + (behind or 0) if is_beside else found.end
    is_clear = found.is_several or count == 1
    cost = BESIDE if is_beside else LISTED if is_clear else ALONE
    meaning = Adults(count, is_kin=True)
    return Proposal(tokens[start].start, tokens[end - 1].end, meaning, cost, "by what they are")


def _follows_adults(tokens: Sequence[Token], start: int) -> bool:
    """Return whether kin are added to counted adults: "2 adults + grandma"."""
    at = start
    while at and (tokens[at - 1].word,) in BETWEEN:
        at -= 1
    return 0 < at < start and (tokens[at - 1].word,) in GROWN


def _list_at(text: str, tokens: Sequence[Token], start: int) -> _Listed | None:
    """Return the list that begins at a word; the writer alone counts only with a child."""
    at, end, count, people, is_self = start, start, 0, 0, False
    while at < len(tokens):
        pair = _at(tokens, at, PAIRS)
        if pair is not None:
            return _Listed(at, at + pair, 2, is_self=True, is_several=True)
        length, many, is_me = _several(tokens, at) or _person(tokens, at)
        if not length:
            break
        if not (is_me and is_self):
            count, people, is_self = count + many, people + 1, is_self or is_me
        end = at + length
        at = _past(text, tokens, end)
    if not people or (is_self and people == 1 and not _leads_to_child(tokens, end)):
        return None
    return _Listed(start, end, count, is_self, people > 1)


def _leads_to_child(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a child or a pet follows "and": "me and my 4 year old son"."""
    if _at(tokens, at, BETWEEN) is None:
        return False
    ahead = [one.word for one in tokens[at : at + FARTHEST_CHILD]]
    return any((word,) in CHILDREN or (word,) in PETS for word in ahead)


def _several(tokens: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    """Return the same as `_person`, for kin with a number: "mere do bhai", "two mums"."""
    if at + 1 >= len(tokens):
        return None
    number, noun = tokens[at], tokens[at + 1].word
    count = number.value if number.kind is Kind.NUMBER else COUNTED.get(number.word)
    is_kin = (noun,) in SEVERAL or (noun.endswith("s") and (noun[:-1],) in KIN)
    is_count = isinstance(count, int) and 1 < count <= MOST_KIN
    is_one = count == 1 and (noun,) in KIN and KIN[noun,] == 1
    return (2, int(count or 0), False) if (is_count and is_kin) or is_one else None


def _person(tokens: Sequence[Token], at: int) -> tuple[int, int, bool]:
    """Return how many words name a person, how many people they are, and if the writer is one."""
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        phrase = tuple(one.word for one in tokens[at : at + length])
        if phrase in US:
            return length, 2, True
        if phrase in SELF:
            return length, 1, True
        if phrase in KIN:
            return length, KIN[phrase], False
    return 0, 0, False


def _past(text: str, tokens: Sequence[Token], at: int) -> int:
    """Return the word after those that join two people in a list."""
    first = at
    while at < len(tokens) and at - first < MOST_BETWEEN:
        if any(sign in APART for sign in text[tokens[at - 1].end : tokens[at].start]):
            return len(tokens)
        length = _at(tokens, at, BETWEEN)
        if length is None:
            break
        at += length
    return at


def _at(tokens: Sequence[Token], at: int, phrases: frozenset[tuple[str, ...]]) -> int | None:
    """Return the length of the phrase that begins at a word, or None."""
    for length in range(min(LONGEST, len(tokens) - at), 0, -1):
        if tuple(one.word for one in tokens[at : at + length]) in phrases:
            return length
    return None


def _before(tokens: Sequence[Token], at: int, phrases: frozenset[tuple[str, ...]]) -> int | None:
    """Return the start of the phrase before a word, skipping "my" and the like, or None."""
    while at and tuple(one.word for one in tokens[at - 1 : at]) in BETWEEN - phrases:
        at -= 1
    for length in range(min(LONGEST, at), 0, -1):
        if tuple(one.word for one in tokens[at - length : at]) in phrases:
            return at - length
    return None

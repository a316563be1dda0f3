"""A text cut into words, each with its kind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.catalog.folding import fold
from domain.reading.kinds import Kind
from domain.reading.lexicon import LONGEST_PHRASE, SIGNS, Meaning, language_of, lexicon_of
from domain.reading.phrases import POWER

LAST_MONTH, LAST_DAY = 12, 31
YEARS = range(2020, 2100)
# Letters of every script; vowel signs belong to their word, although they are not letters.
_LETTER = (
    r"(?:[^\W\d_]|[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0971-\u0983\u09bc-\u09cd"
    r"\u0a3c-\u0a4d\u0abc-\u0acd\u0b3c-\u0b4d\u0bbe-\u0bcd\u0c3e-\u0c4d\u0cbc-\u0ccd\u0d3e-\u0d4d"
    r"\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u102b-\u103e\u200c\u200d])"
)
_CUT = re.compile(
    rf"""
    (?P<iso>\d{{4}}-\d{{1,2}}-\d{{1,2}}(?!\d))
    | (?P<slashed>(?<![\d.,])\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{4}}|[/.]\d{{2}})?(?![\d.,]*\d)
        | (?<!\d)\d{{1,2}}-\d{{1,2}}-\d{{4}}(?!\d))
    | (?P<power>{POWER})
    | (?P<number>\d{{1,3}}(?:[ \u00a0\u202f]\d{{3}})+(?!\d) | \d+(?:[.,]\d+)*)
        (?P<ordinal>(?:st|nd|rd|th)\b | -?(?:го|е|ого|ое|ых)\b | º)?
    | (?P<word>{_LETTER}+(?:['’]{_LETTER}+)*)
    | (?P<sign>[-–—−+*★&<≤/{"".join(SIGNS)}])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNS = {
    **dict.fromkeys("-–—−", Kind.DASH),
    "+": Kind.PLUS, "*": Kind.STAR, "★": Kind.STAR, "&": Kind.AND, "<": Kind.UNDER, "≤": Kind.UNDER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign with its place in the text; `word` is folded."""

    kind: Kind
    value: Any
    word: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A match of a pattern, as tokens."""

    match: re.Match[str]
    tokens: tuple[Token, ...]

    @property
    def span(self) -> tuple[int, int]:
        """Return the position of its first token, and the one after its last."""
        return self.match.span()

    def one(self, group: str) -> Token | None:
        """Return the first token of a named group, or None if it did not match."""
        start = self.match.start(group)
        return self.tokens[start] if start >= 0 and self.match.end(group) > start else None

    def value(self, group: str) -> Any:
        """Return the value of a named group's first token, or None if it did not match."""
        token = self.one(group)
        return token.value if token else None

    def has(self, group: str) -> bool:
        """Return whether the pattern has such a group and it matched."""
        return group in self.match.re.groupindex and self.match.end(group) > self.match.start(group)

    def all(self, group: str, *kinds: Kind) -> tuple[Any, ...]:
        """Return the values of a group's tokens of these kinds."""
        start, end = self.match.span(group)
        return tuple(t.value for t in self.tokens[max(start, 0) : max(end, 0)] if t.kind in kinds)


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its known words, for every reader."""

    text: str
    tokens: tuple[Token, ...]
    kinds: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "kinds", "".join(token.kind.value for token in self.tokens))

    def find(self, *patterns: re.Pattern[str]) -> Found | None:
        """Return the first match of the first pattern that has one."""
        for wanted in patterns:
            match = wanted.search(self.kinds)
            if match is not None:
                return Found(match, self.tokens)
        return None

    def every(self, *patterns: re.Pattern[str]) -> Iterator[Found]:
        """Yield every pattern's matches, including overlapping ones."""
        for wanted in patterns:
            at = 0
            while (match := wanted.search(self.kinds, at)) is not None:
                yield Found(match, self.tokens)
                at = match.start() + 1

    def stretch(self, found: Found) -> tuple[int, int]:
        """Return where a match begins and ends in the text."""
        start, end = found.span
        return self.tokens[start].start, self.tokens[max(end, start + 1) - 1].end

    def is_before(self, sign: str, at: int) -> bool:
        """Return whether a sign follows a token, even if it is not a token itself."""
        return self.text[self.tokens[at].end :].lstrip().startswith(sign)

    def words(self, start: int, end: int) -> str:
        """Return tokens as typed."""
        return self.text[self.tokens[start].start : self.tokens[end - 1].end]


def cut(text: str) -> tuple[Token, ...]:
    """Return the words, numbers and signs in a text, one by one, before words are looked up."""
    return tuple(_cut(text))


def read_tokens(text: str, spoken: str = "en") -> Reading:
    """Cut a text; runs of words with one meaning ("day after tomorrow") become one token.

    Words shared by languages mean what they do in the line's own, or `spoken` if that is unclear.
    """
    tokens = cut(text)
    return know(text, tokens, language_of((t.word for t in tokens), spoken))


def know(text: str, tokens: Sequence[Token], language: str) -> Reading:
    """Return tokens with their meanings in a language.

    A single letter is a unit only right after its number: "2n", but "2 n 3" is "2 and 3".
    """
    joined = list(_joined(tokens, lexicon_of(language)))
    for at, token in enumerate(joined):
        touches = (
            at > 0 and joined[at - 1].end == token.start and joined[at - 1].kind is Kind.NUMBER
        )
        counts = at > 0 and joined[at - 1].kind is Kind.NUMBER
        if len(token.word) == 1 and not touches and token.kind in {Kind.NIGHT, Kind.DAYS}:
            joined[at] = replace(token, kind=Kind.AND if token.word == "n" else Kind.UNKNOWN)
        elif len(token.word) == 1 and not counts and token.kind in {Kind.CHILD, Kind.YEARS}:
            joined[at] = replace(token, kind=Kind.UNKNOWN)
    return Reading(text, tuple(joined))


def _cut(text: str) -> Iterator[Token]:
    for match in _CUT.finditer(text):
        raw = match[0]
        at = match.span()
        if match["iso"]:
            yield Token(Kind.ISO, _iso(raw), raw, *at)
        elif match["slashed"]:
            yield _slashed(raw, *at)
        elif match["number"]:
            yield _number(match["number"], *at)
        elif match["word"] or match["power"]:
            yield Token(Kind.UNKNOWN, None, fold(raw), *at)
        elif raw in SIGNS:
            yield Token(Kind.CURRENCY, SIGNS[raw], raw, *at)
        elif raw in _SIGNS:
            yield Token(_SIGNS[raw], None, raw, *at)


def _iso(raw: str) -> date | None:
    """Return the date, or None if there is no such date."""
    year, month, day = map(int, raw.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _slashed(raw: str, start: int, end: int) -> Token:
    """Return 15/12 or 15.12.26 as day, month and year; one that cannot be a date is a number."""
    parts = [int(part) for part in re.split(r"[/.-]", raw)]
    day, month, year = (*parts, None)[:3]
    if (
        "." in raw
        and year is None
        and not (1 <= (month or 0) <= LAST_MONTH and 1 <= (day or 0) <= LAST_DAY)
    ):
        return Token(Kind.NUMBER, Decimal(raw), raw, start, end)
    if year is not None and year < YEARS.start:
        year += 2000
    return Token(Kind.SLASHED, (day, month, year), raw, start, end)


def _number(raw: str, start: int, end: int) -> Token:
    parts = raw.split(",")
    if len(parts) > len("a,b") - 1 and all(len(part) <= len("99") for part in parts):
        # "2,5,9" are ages, not a number.
        return Token(Kind.SLASHED, tuple(map(int, parts)), raw, start, end)
    plain = re.sub(r"[ \u00a0\u202f]", "", raw)
    # Three digits after a separator are a group: 8,000 and 8.000; fewer are a fraction.
    plain = re.sub(r"[.,](?=\d{3}(?!\d))", "", plain).replace(",", ".")
    if plain.count(".") > 1:
        plain = plain.replace(".", "")
    amount = Decimal(plain)
    value: int | Decimal = int(amount) if amount == amount.to_integral_value() else amount
    is_year = value in YEARS and raw.isdecimal()
    return Token(Kind.YEAR if is_year else Kind.NUMBER, value, plain, start, end)


def _joined(tokens: Sequence[Token], lexicon: Mapping[tuple[str, ...], Meaning]) -> Iterator[Token]:
    """Look up words, the longest run first."""
    at = 0
    while at < len(tokens):
        if tokens[at].kind is not Kind.UNKNOWN:
            yield tokens[at]
            at += 1
            continue
        for length in range(min(LONGEST_PHRASE, len(tokens) - at), 0, -1):
            run = tokens[at : at + length]
            words = tuple(part for token in run for part in token.word.split())
            if any(token.kind not in {Kind.UNKNOWN, Kind.DASH} for token in run):
                continue
            meaning = lexicon.get(tuple(word for word in words if word not in "-–—−"))
            if meaning is not None and run[-1].kind is Kind.UNKNOWN:
                yield Token(meaning.kind, meaning.value, " ".join(words), run[0].start, run[-1].end)
                at += length
                break
        else:
            yield tokens[at]
            at += 1

"""What joins the two days of a stay, and what surrounds them, over a text's pieces. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.reading.day_words import OPENERS
from domain.reading.phrases import Phrases, any_of
from domain.reading.points import Points
from domain.reading.words import calendar as words

JOINERS, CLOSINGS = any_of(words.UNTIL), any_of(words.CLOSING)
RANGE_OPENERS, ANDS, UPTO = any_of(words.RANGE_OPENING), any_of(words.AND), any_of(words.UPTO)
UNTIL_BEHIND = any_of("तक, tak")
# After these, a bare number is a day rather than a price or a count.
DAY_OPENERS = any_of(words.DAY_OPENING)
WAY_BACK = any_of(words.WAY_BACK)
FOR_A_DAY, FOR_A_DAY_BEHIND = any_of(words.FOR_A_DAY), any_of(words.FOR_A_DAY_BEHIND)
BACK, BACK_BEHIND, THERE_BEHIND = (
    any_of(words.BACK), any_of(words.BACK_BEHIND), any_of(words.THERE_BEHIND),
)  # fmt: skip
DAYTIMES, ITS_NIGHT = any_of(words.DAYTIMES), any_of(words.ITS_NIGHT)
SAME_DAY = any_of(words.SAME_DAY)
NEXT_DAY, ITS_NIGHT_BEFORE = any_of(words.NEXT_DAY), any_of(words.ITS_NIGHT_BEFORE)
AND_WORDS = frozenset(word.strip() for word in words.AND.split(","))
BETWEEN_AIRPORTS = frozenset({"-", "to", "→", ">"})
MOST_DAYTIMES = 2
HALVES_OF_DAY = frozenset({"am", "pm", "h", "hrs"})


@dataclass(frozen=True, slots=True)
class Joint:
    """The link from a first day to the piece `at`, where the last one may begin.

    `is_and`: nothing but "and" joins them. `needs_back`: it counts only if a word for the way back
    follows the last day: "10 февраля туда и 17 обратно". `is_back`: such a word precedes the last
    day. `is_there`: a word after the first day marks it as the first.
    """

    at: int
    is_and: bool = False
    needs_back: bool = False
    is_back: bool = False
    is_there: bool = False


def joints(points: Points, behind: int) -> Iterator[Joint]:
    """Yield the ways in which the day that ends before piece `behind` may be joined to another."""
    pieces = points.pieces
    at = past_daytimes(points, behind)
    there = THERE_BEHIND.after(pieces, at)
    for start in dict.fromkeys((at, there[1] if there else at)):
        comma = start + 1 if start < len(pieces) and pieces[start].text in {",", "("} else start
        joined = JOINERS.after(pieces, comma)
        if joined is not None:
            word = " ".join(piece.text for piece in pieces[comma : joined[1]])
            is_and = word in AND_WORDS
            yield Joint(_past_opener(points, joined[1]), is_and=is_and)
            if is_and:
                yield Joint(_past_opener(points, joined[1]), needs_back=True)
        if start > at or (comma > start and pieces[start].text == ","):
            yield Joint(_past_opener(points, comma), needs_back=True, is_there=start > at)
        both = ANDS.after(pieces, comma)
        led = both[1] if both else comma
        for phrases in (JOINERS, BACK):
            further = phrases.after(pieces, led)
            if further is not None and (both is not None or phrases is BACK):
                yield Joint(_past_opener(points, further[1]), is_back=phrases is BACK)


def past_daytimes(points: Points, at: int) -> int:
    """Return the piece after any parts of the day: "4 Dec evening", "12 марта (утром)"."""
    for _ in range(MOST_DAYTIMES):
        is_apart = at < len(points.pieces) and points.pieces[at].text == ","
        found = DAYTIMES.after(points.pieces, at + is_apart)
        behind = found[1] if found else past_clock(points, at)
        if behind == at:
            break
        at = behind
    return at


def _past_opener(points: Points, at: int) -> int:
    at = past_clock(points, points.inside(at))
    opener = OPENERS.after(points.pieces, at)
    return past_clock(points, points.inside(opener[1])) if opener else at


def past_clock(points: Points, at: int) -> int:
    """Return the piece after a time of day: "7am", "7:30 pm", "at 11 pm"."""
    pieces = points.pieces
    start = at + 1 if at < len(pieces) and pieces[at].text in {"at", "@", "в", "a"} else at
    texts = [piece.text for piece in pieces[start : start + 4]]
    if len(texts) > 1 and texts[0].isdecimal() and texts[1] in HALVES_OF_DAY:
        return start + 2
    is_exact = len(texts) > 2 and texts[0].isdecimal() and texts[1] == ":" and texts[2].isdecimal()  # noqa: PLR2004
    if is_exact:
        return start + (4 if len(texts) > 3 and texts[3] in HALVES_OF_DAY else 3)  # noqa: PLR2004
    return at


def opener_before(points: Points, start: int, phrases: Phrases[None]) -> int:
    """Return the first piece of the words that open a range before a day."""
    while start and (found := phrases.before(points.pieces, start)) is not None:
        before = points.pieces[found[1] - 1].text if found[1] else ""
        if points.typed(found[1], start).isupper() or before in BETWEEN_AIRPORTS:
            break  # DEL is an airport, "del" an article
        start = found[1]
    return start

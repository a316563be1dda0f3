"""What a line asks for: words for a kind of request, commands and courtesies."""

from collections.abc import Iterator, Sequence

from domain.reading.intents import Intent
from domain.reading.kinds import Kind, pattern
from domain.reading.lexicon import DIRECT, HOUSE, LONGEST_SAID, PHRASES
from domain.reading.meanings import Asked, Changed, Flown, MoreNights, Request
from domain.reading.proposals import Proposal
from domain.reading.tokens import Reading, Token

ASKING = {
    Kind.STAY: Request.STAY,
    Kind.FLIGHT: Request.FLIGHT,
    Kind.PACKAGE: Request.PACKAGE,
    Kind.TOUR: Request.TOUR,
}
# Words before an origin that also imply a flight.
FLYING_FROM = frozenset({
    "flying out of", "flying from", "fly from", "с вылетом из", "вылет из", "вылетом из",
    "вылетаем из", "вылетая из",
})  # fmt: skip
WAY_BACK = pattern("RETURN")
ONE_WAY = pattern("ONEWAY")
ONE_AND_A_WORD = pattern("(?P<one>NUMBER) DASH? UNKNOWN")
# Words that add nights to others; those in FEWER take nights off.
MORE = frozenset({
    "more", "extra", "another", "additional", "add", "extend", "longer", "mas", "otra", "otras",
    "adicional", "anade", "agrega", "еще", "дополнительную", "добавь", "добавьте", "продли",
    "продлите", "aur", "और", "badhao",
})  # fmt: skip
BY = frozenset({"by", "for", "en", "por", "на"})
FEWER = frozenset({"less", "fewer", "shorter", "menos", "меньше", "убери", "kam", "कम"})
# Chat abbreviations within set phrases.
SHORTENED = {
    "u": "you", "r": "are", "ur": "your", "pls": "please", "plz": "please", "thx": "thanks",
    "y": "why", "wat": "what", "hw": "how", "cn": "can", "bkngs": "bookings", "hlp": "help",
}  # fmt: skip
FARTHEST_INCLUDED = 6
INCLUDED = frozenset({
    "included", "incl", "incluido", "incluidos", "incluida", "включен", "включены", "включая",
    "shamil", "शामिल",
})  # fmt: skip
MOST_BEFORE_NIGHTS, MOST_MORE = 3, 14
CHANGE = pattern("(?P<change>CHANGE)")
CABIN = pattern("(?P<cabin>CABIN)")
_BOTH = "LINK* (PLUS|AND) LINK*"
_STARS = "(NUMBER DASH? STAR+)?"
BOTH = pattern(
    f"(FLIGHT {_BOTH} {_STARS} STAY) | (STAR+ STAY {_BOTH} FLIGHT) | (STAY {_BOTH} FLIGHT)"
)


def propose_requests(reading: Reading) -> Iterator[Proposal[Asked | Changed | Flown]]:
    """Propose the words that name a stay, a flight, a package or a tour."""
    for token in reading.tokens:
        request = ASKING.get(token.kind)
        if token.kind is Kind.FROM and token.word in FLYING_FROM:
            request = Request.FLIGHT
        if request is not None:
            asked = Asked(request, token.value == DIRECT, token.value == HOUSE)
            yield Proposal(token.start, token.end, asked, 0.0, "kind of request")
    for at, token in enumerate(reading.tokens):
        if token.kind is Kind.FLIGHT and _is_included(
            reading.tokens[at + 1 : at + FARTHEST_INCLUDED]
        ):
            yield Proposal(token.start, token.end, Asked(Request.PACKAGE), 0.0, "flight included")
    for found in reading.every(BOTH):
        yield Proposal(*reading.stretch(found), Asked(Request.PACKAGE), 0.0, "flight and hotel")
    yield from _ways(reading)
    for found in reading.every(CHANGE):
        change = Changed(found.value("change"))
        yield Proposal(*reading.stretch(found), change, 0.2, "of an open search")
    for found in reading.every(CABIN):
        yield Proposal(*reading.stretch(found), Flown(found.value("cabin")), 0.1, "cabin")


def _is_included(behind: Sequence[Token]) -> bool:
    """Return whether a flight is to be included: "flights from Delhi included"."""
    return any(one.word in INCLUDED for one in behind)


def propose_more_nights(reading: Reading) -> Iterator[Proposal[MoreNights]]:
    """Propose "2 more nights", "otra noche", "ещё одну ночь", "ek raat aur", "one night less"."""
    tokens = reading.tokens
    for at, token in enumerate(tokens):
        if token.kind not in {Kind.NIGHT, Kind.DAYS}:
            continue
        first, last, count, sign = at, at, 1, 0
        while first > 0 and first > at - MOST_BEFORE_NIGHTS:
            before = tokens[first - 1]
            if before.kind is Kind.NUMBER and isinstance(before.value, int):
                count = before.value
            elif before.word in MORE:
                sign = 1
            elif before.word in FEWER:
                sign = -1
            elif before.kind is not Kind.A and before.word not in BY:
                break
            first -= 1
        behind = tokens[at + 1].word if at + 1 < len(tokens) else ""
        if not sign and behind in (MORE | FEWER):
            sign, last = (1 if behind in MORE else -1), at + 1
        if sign and 0 < count <= MOST_MORE:
            meaning = MoreNights(sign * count)
            yield Proposal(tokens[first].start, tokens[last].end, meaning, 0.05, "nights on top")


def _ways(reading: Reading) -> Iterator[Proposal[Flown]]:
    """Propose the words for a return or a one-way flight."""
    for found in reading.every(WAY_BACK):
        yield Proposal(*reading.stretch(found), Flown(is_return=True), 0.1, "the way back")
    for found in reading.every(ONE_WAY):
        yield Proposal(*reading.stretch(found), Flown(is_return=False), 0.1, "one way")
    for found in reading.every(ONE_AND_A_WORD):
        if found.value("one") == 1 and found.tokens[found.span[1] - 1].word == "way":
            yield Proposal(*reading.stretch(found), Flown(is_return=False), 0.1, "one way")


def propose_told(words: Sequence[Token]) -> Iterator[Proposal[Intent]]:
    """Propose commands and courtesies: whole phrases of the line's single words."""
    spelt = [tuple(SHORTENED.get(token.word, token.word).split()) for token in words]
    for at in range(len(words)):
        phrase: tuple[str, ...] = ()
        for end in range(at, min(at + LONGEST_SAID, len(words))):
            phrase += spelt[end]
            what = PHRASES.get(phrase)
            if what is not None:
                yield Proposal(words[at].start, words[end].end, Intent(what), 0.1, "a phrase")

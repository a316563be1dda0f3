"""How much of a line a search can use: nothing in questions, stories and other services. Pure."""

from itertools import pairwise

from domain.catalog.folding import fold
from domain.reading.common_words import ordinary_words
from domain.reading.decision import Cover
from domain.reading.kinds import Kind
from domain.reading.lexicon import SPEAKERS
from domain.reading.meanings import (
    Adults,
    Asked,
    Beds,
    Changed,
    Children,
    Family,
    MoreNights,
    Nights,
    Pair,
    PlaceName,
    Rating,
    Request,
    Rooms,
    Spent,
    Stars,
    StayDays,
    UnknownName,
)
from domain.reading.tokens import cut
from domain.reading.words.other_services import ASKING, CLOSING, OTHER_SERVICES, STOPS

# The parts of a stay besides its place and first day.
OF_A_STAY = (
    Adults, Beds, Changed, Children, Family, MoreNights, Nights, Pair, Rating, Rooms, Spent, Stars,
)  # fmt: skip
# Details that show that a question is about a particular stay.
COUNTED = (Adults, Beds, Changed, Family, MoreNights, Nights, Pair, Rooms, Spent)
# A name that costs less is almost certainly a place.
SURE = 1.0
# The least number of words useless to a search in a question about a place, and in a story.
ASKED_WITH, TOLD_WITH = 2, 4


def is_no_search(cover: Cover) -> bool:
    """Return whether a line that may be a stay asks for something that is not for sale here.

    "Is it safe in Kashmir?", "my cousin got married in Udaipur", "a taxi to Lonavala": the parts
    understood would make a search that nobody meant.
    """
    is_question = _is_question(cover.text)
    if is_of_other(cover) or (is_question and _is_general(cover)):
        return True
    if cover.all(Asked) or cover.all(*OF_A_STAY) or cover.days.check_out is not None:
        return False
    if asks_for_other(cover):
        return True
    if cover.all(StayDays):
        return False
    strangers = _strangers(cover)
    ordinary = [one for one in strangers if one in ordinary_words() or one in SPEAKERS]
    if is_question:
        return len(ordinary) >= (ASKED_WITH if _has_sure_place(cover) else 1)
    return len(strangers) >= TOLD_WITH and 2 * len(ordinary) > len(strangers)


def _is_general(cover: Cover) -> bool:
    """Return whether a question names no place, day or number: "do hotels take pets?"."""
    asked = {one.request for one in cover.all(Asked)}
    aged = any(one.ages for one in cover.all(Children))
    told = aged or cover.all(*COUNTED, StayDays)
    if asked - {Request.STAY} or told or _has_sure_place(cover):
        return False
    strangers = _strangers(cover)
    return any(one in ordinary_words() or one in SPEAKERS for one in strangers)


def is_of_other(cover: Cover) -> bool:
    """Return whether a line asks for tickets that others sell: "train ticket bhi karte ho"."""
    asked = {one.request for one in cover.all(Asked)}
    left = {one.kind for one in cover.left}
    is_ticket = asked == {Request.FLIGHT} or (not asked and Kind.FLIGHT in left)
    return is_ticket and not cover.all(PlaceName, StayDays) and asks_for_other(cover)


def asks_for_other(cover: Cover) -> bool:
    """Return whether an unread word means what others sell: a train, but not a train station."""
    words = [one.word for one in cut(cover.text)]
    stops = {one for one, other in pairwise(words) if other in STOPS}
    doubted = (
        one for one in cover.chosen if isinstance(one.meaning, PlaceName) and one.cost >= SURE
    )
    left = {one.word for one in cover.left} | set(_strangers(cover))
    left |= {fold(one.meaning.name) for one in doubted}
    return bool(left & OTHER_SERVICES - stops)


def _has_sure_place(cover: Cover) -> bool:
    return any(
        isinstance(one.meaning, PlaceName) and one.cost < SURE and not one.meaning.slips
        for one in cover.chosen
    )


def _is_question(text: str) -> bool:
    words = fold(text).split()
    is_led = bool(words) and (words[0] in ASKING or words[-1] in CLOSING)
    return is_led or text.rstrip(" )!").endswith("?")


def _strangers(cover: Cover) -> list[str]:
    """Return the words that a search cannot use."""
    names = " ".join(one.name for one in cover.all(UnknownName))
    return [*fold(names).split(), *(one.word for one in cover.strangers)]

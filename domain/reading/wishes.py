"""What the hotel should have: stars, guest rating, terms, meals, amenities."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from domain.catalog.amenities import Amenity
from domain.reading.kinds import Kind, pattern
from domain.reading.lexicon import BREAKFAST, REFUNDABLE
from domain.reading.meanings import NoWish, Rating, Stars, Wished
from domain.reading.proposals import Proposal
from domain.reading.tokens import Found, Reading

Wish = Wished | Stars | Rating | NoWish

MOST_STARS = 5
BEST_RATING = 5
STARS = (
    pattern("(FROM|UPTO)? (?P<low>NUMBER) PLAIN? (TO|UNTIL) (?P<high>NUMBER) DASH? STAR+"),
    pattern("(?P<low>NUMBER) STAR? AND (?P<high>NUMBER) DASH? STAR+"),
    pattern("(?P<more>ORMORE) LINK* (?P<low>NUMBER) DASH? STAR+"),
    pattern("(?P<more>FROM) (?P<low>NUMBER) DASH? STAR+"),
    pattern("(?P<low>NUMBER) (?P<more>PLUS) DASH? STAR+"),
    pattern("(?P<low>NUMBER) DASH? STAR+ AND? (?P<more>PLUS|ORMORE)"),
    pattern("(?P<low>NUMBER) DASH? STAR+"),
    pattern("STAR (?P<low>NUMBER)"),
)
RATING = (
    pattern("RATED (LINK|ORMORE|FROM|UNDER|TO)* (?P<rating>NUMBER|SLASHED) (PLUS|ORMORE)?"),
    pattern("(ORMORE|FROM)? (?P<rating>NUMBER|SLASHED) (PLUS|ORMORE)? RATED"),
    pattern("(?P<rating>SLASHED) PLUS"),
)
WISH = pattern("((?P<no>NO) LINK*)? (?P<wish>WISH)")
# "Pool not needed" neither wants nor forbids one: the bot mentions it, and does not search by it.
NEEDLESS_BEHIND = re.compile(
    r"\s*(?:is |are )?(?:not (?:needed|required|necessary|important|a must)|isn't needed"
    r"|no hace falta|no (?:es )?necesari[oa]s?|не (?:нуж\w+|надо|обязательн\w+|важ\w+)"
    r"|nahi chahiye|nahin chahiye"
    r"|zaroori nahi|ki zaroorat nahi|नहीं चाहिए|ज़रूरी नहीं|जरूरी नहीं)(?!\w)",
    re.IGNORECASE,
)
NEEDLESS_BEFORE = re.compile(
    r"(?<!\w)(?:(?:no need|don't need|do not need|dont need|no necesit\w+|no hace falta"
    r"|не нуж\w+|не надо)(?: for| of| a| the| el| la)*)\s+$",
    re.IGNORECASE,
)
NOT_NEEDED = 0.05
STAR_DIGITS = range(1, MOST_STARS + 1)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for, or None where nothing was; `amenities` are wanted or refused."""

    stars: frozenset[int] | None = None
    least_rating: float | None = None
    refundable: bool | None = None
    breakfast: bool | None = None
    amenities: tuple[tuple[Amenity, bool], ...] = ()


NO_WISHES = Wishes()


def _stars(found: Found) -> frozenset[int]:
    groups = found.match.re.groupindex
    low = found.value("low")
    high = found.value("high") if "high" in groups else low
    if "more" in groups and found.one("more"):
        high = MOST_STARS
    return frozenset(number for number in STAR_DIGITS if low <= number <= high)


def _rating(found: Found) -> float | None:
    """Return a rating out of 5; one out of 10 is halved."""
    token = found.one("rating")
    if token is None:
        return None
    value = token.value
    if token.kind is Kind.SLASHED:
        whole, part = value[:2]
        if "/" in token.word:
            value = whole if part == BEST_RATING else whole / 2
        else:
            value = float(f"{whole}.{token.word.partition('.')[2]}")
    rating = float(value)
    rating = rating / 2 if rating > BEST_RATING else rating
    return round(rating, 2) if 0 < rating <= BEST_RATING else None


def propose_wishes(reading: Reading) -> Iterator[Proposal[Wish]]:
    """Propose classes, ratings, terms, meals, amenities, and wishes that cannot be searched by."""
    for nth, wanted in enumerate(RATING):
        for found in reading.every(wanted):
            least = _rating(found)
            if least is not None:
                cost = 0.1 + 0.2 * nth
                yield Proposal(*reading.stretch(found), Rating(least), cost, "guests' rating")
    for nth, wanted in enumerate(STARS):
        for found in reading.every(wanted):
            stars = _stars(found)
            if stars:
                cost = 0.1 + 0.02 * nth
                yield Proposal(*reading.stretch(found), Stars(stars), cost, "class")
    for found in reading.every(WISH):
        start, end = reading.stretch(found)
        wish, refused = found.value("wish"), found.one("no") is not None
        if not refused and (span := _not_needed(reading.text, start, end)) is not None:
            yield Proposal(*span, Wished(wish, False), NOT_NEEDED, "not needed")
        if isinstance(wish, NoWish):
            yield Proposal(start, end, NoWish(reading.text[start:end]), 0.2, "not searched by")
        else:
            yield Proposal(start, end, Wished(wish, not refused), 0.1, "wish")


def _not_needed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return the span in which a wish is called unnecessary, None if it is wanted."""
    before, behind = NEEDLESS_BEFORE.search(text, 0, start), NEEDLESS_BEHIND.match(text, end)
    if before is None and behind is None:
        return None
    return before.start() if before else start, behind.end() if behind else end


def wishes_of(meanings: Iterable[object]) -> Wishes:
    """Combine what was asked for."""
    wishes = NO_WISHES
    for one in meanings:
        match one:
            case Wished(wish, is_wanted):
                wishes = _wished(wishes, wish, is_wanted)
            case Stars(stars):
                wishes = replace(wishes, stars=(wishes.stars or frozenset()) | stars)
            case Rating(least):
                wishes = replace(wishes, least_rating=least)
    return wishes


def _wished(wishes: Wishes, wish: object, wanted: bool) -> Wishes:
    if wish == REFUNDABLE:
        return replace(wishes, refundable=wanted)
    if wish == BREAKFAST:
        return replace(wishes, breakfast=wanted)
    if not isinstance(wish, Amenity):
        return wishes
    return replace(wishes, amenities=(*wishes.amenities, (wish, wanted)))

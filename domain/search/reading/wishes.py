"""What is wished of the hotel: stars, guests' rating, terms, meals, amenities."""

from dataclasses import replace

from domain.search.filters import Amenity, Filters
from domain.search.reading.kinds import Kind, pattern
from domain.search.reading.lexicon import BREAKFAST, REFUNDABLE
from domain.search.reading.tokens import Found, Reading

MOST_STARS = 5
BEST_RATING = 5
STARS = (
    pattern("(FROM|UPTO)? (?P<low>NUMBER) PLAIN? (TO|UNTIL) (?P<high>NUMBER) DASH? STAR+"),
    pattern("(?P<low>NUMBER) STAR? AND (?P<high>NUMBER) DASH? STAR+"),
    pattern("(?P<more>ORMORE) LINK* (?P<low>NUMBER) DASH? STAR+"),
    pattern("(?P<more>FROM) (?P<low>NUMBER) DASH? STAR+"),
    pattern("(?P<low>NUMBER) (?P<more>PLUS) DASH? STAR+"),
    pattern("(?P<low>NUMBER) DASH? STAR+ (?P<more>PLUS|ORMORE)"),
    pattern("(?P<low>NUMBER) DASH? STAR+"),
    pattern("STAR (?P<low>NUMBER)"),
)
RATING = (
    pattern("RATED (LINK|ORMORE|FROM|UNDER|TO)* (?P<rating>NUMBER|SLASHED) (PLUS|ORMORE)?"),
    pattern("(ORMORE|FROM)? (?P<rating>NUMBER|SLASHED) (PLUS|ORMORE)? RATED"),
    pattern("(?P<rating>SLASHED) PLUS"),
)
WISH = pattern("(?P<no>NO)? LINK* (?P<wish>WISH)")
STAR_DIGITS = range(1, MOST_STARS + 1)


def read_quality(reading: Reading, before: Filters) -> tuple[Filters, Reading]:
    """Read stars and rating; what is not said stays as `before`."""
    rating = reading.find(*RATING)
    if rating is not None:
        least = _rating(rating)
        if least is not None:
            reading = reading.without(rating.span)
            before = replace(before, least_rating=least)
    stars = reading.find(*STARS)
    if stars is not None:
        wanted = _stars(stars)
        if wanted:
            reading = reading.without(stars.span)
            before = replace(before, stars=wanted)
    return before, reading


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
        whole, part, _year = value
        if "/" in token.word:
            value = whole if part == BEST_RATING else whole / 2
        else:
            value = float(f"{whole}.{token.word.partition('.')[2]}")
    rating = float(value)
    rating = rating / 2 if rating > BEST_RATING else rating
    return round(rating, 2) if 0 < rating <= BEST_RATING else None


def read_wishes(reading: Reading, before: Filters) -> tuple[Filters, Reading]:
    """Read terms, breakfast and amenities; "no breakfast" takes it away again."""
    while found := reading.find(WISH):
        reading = reading.without(found.span)
        before = _wished(before, found.value("wish"), not found.one("no"))
    return before, reading


def _wished(filters: Filters, wish: object, wanted: bool) -> Filters:
    if wish == REFUNDABLE:
        return replace(filters, refundable=wanted)
    if wish == BREAKFAST:
        return replace(filters, breakfast=wanted)
    if not isinstance(wish, Amenity):
        return filters
    others = filters.amenities - {wish}
    return replace(filters, amenities=others | {wish} if wanted else others)

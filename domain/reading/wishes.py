"""What is wished of the hotel: stars, guests' rating, terms, meals, amenities."""

from dataclasses import dataclass, replace

from domain.catalog.amenities import Amenity
from domain.reading.kinds import Kind, pattern
from domain.reading.lexicon import BREAKFAST, REFUNDABLE
from domain.reading.tokens import Found, Reading

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


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was wished, None where nothing was said of it; `amenities` are wished or refused."""

    stars: frozenset[int] | None = None
    least_rating: float | None = None
    refundable: bool | None = None
    breakfast: bool | None = None
    amenities: tuple[tuple[Amenity, bool], ...] = ()


NO_WISHES = Wishes()


def read_quality(reading: Reading) -> tuple[Wishes, Reading]:
    """Read stars and rating."""
    wishes = NO_WISHES
    rating = reading.find(*RATING)
    if rating is not None:
        least = _rating(rating)
        if least is not None:
            reading = reading.without(rating.span)
            wishes = replace(wishes, least_rating=least)
    stars = reading.find(*STARS)
    if stars is not None:
        wanted = _stars(stars)
        if wanted:
            reading = reading.without(stars.span)
            wishes = replace(wishes, stars=wanted)
    return wishes, reading


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


def read_wishes(reading: Reading, wishes: Wishes = NO_WISHES) -> tuple[Wishes, Reading]:
    """Read terms, breakfast and amenities into `wishes`; "no breakfast" takes it away again."""
    while found := reading.find(WISH):
        reading = reading.without(found.span)
        wishes = _wished(wishes, found.value("wish"), not found.one("no"))
    return wishes, reading


def _wished(wishes: Wishes, wish: object, wanted: bool) -> Wishes:
    if wish == REFUNDABLE:
        return replace(wishes, refundable=wanted)
    if wish == BREAKFAST:
        return replace(wishes, breakfast=wanted)
    if not isinstance(wish, Amenity):
        return wishes
    return replace(wishes, amenities=(*wishes.amenities, (wish, wanted)))

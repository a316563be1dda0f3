"""Rules by chance, and what they mean by the plainest reading: the reference for the SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import assume
from hypothesis import strategies as st

from domain.catalog.amenities import Amenity, amenities_of
from domain.catalog.distances import distance_metres
from domain.clusters.rules import (
    MOST_CONDITIONS,
    AllOf,
    AnyOf,
    Chain,
    Country,
    Distance,
    HasAmenity,
    HasBoard,
    NoneOf,
    Place,
    Popularity,
    Price,
    Property,
    Rating,
    Rule,
    Stars,
    conditions,
)
from domain.suppliers.contract import Board, Coordinates

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
PLACES = (1, 2, 3)
NAMES = ("Taj Exotica", "Ginger Goa", "Palms", "The Taj Mahal", "O'Brien\"s", "टाज")
KINDS = ("Resort", "Hotel", "Beach resort", None)
AMENITIES = ((), ("Free Wi-Fi",), ("Outdoor pool", "Beach access"), ("pools ($)",))
BOARDS = (Board.BREAKFAST, Board.ROOM_ONLY, Board.UNKNOWN, None)


@dataclass(frozen=True)
class House:
    """A hotel as the reference knows it. `night` None: no price lately."""

    place: int
    country: str
    name: str
    kind: str | None
    stars: int | None
    rating: float | None
    reviews: int | None
    point: Coordinates | None
    amenities: tuple[str, ...]
    night: Decimal | None
    board: Board | None


def hostile_words() -> st.SearchStrategy[str]:
    """Words that would like to be more than that."""
    hostile = st.sampled_from(
        ["'; DROP TABLE users; --", "$1", "')) OR 1=1 --", "{0}", "\N{RIGHT-TO-LEFT OVERRIDE}aa",
         "a' UNION SELECT email FROM users"]
    )  # fmt: skip
    letters = st.characters(exclude_characters="%_\\", exclude_categories=["C", "Z"])
    return hostile | st.text(letters, min_size=2, max_size=50)


def _plain_words() -> st.SearchStrategy[str]:
    return st.sampled_from(["taj", "Resort", "goa", "O'Brien", "टाज", "hotel", "zzz"])


def _is_span(ends: tuple[int | None, int | None]) -> bool:
    least, most = ends
    return (least is not None or most is not None) and (
        least is None or most is None or least <= most
    )


def _leaves(words: st.SearchStrategy[str]) -> st.SearchStrategy[Rule]:
    several = st.lists(words, min_size=1, max_size=3).map(tuple)
    ends = st.tuples(st.none() | st.integers(1, 5), st.none() | st.integers(1, 5)).filter(_is_span)
    return st.one_of(
        st.sampled_from(PLACES).map(lambda one: Place(destination_id=one)),
        st.sampled_from(["IN", "ES"]).map(lambda one: Country(code=one)),
        st.builds(
            Distance,
            latitude=st.sampled_from([15.3, 89.9, -33.0]),
            longitude=st.sampled_from([74.0, 179.9, -179.9]),
            most_km=st.sampled_from([1.0, 25.0, 200.0]),
        ),
        ends.map(lambda e: Stars(least=e[0], most=e[1])),
        ends.map(lambda e: Rating(least=e[0], most=e[1])),
        ends.map(lambda e: Popularity(least=e[0], most=e[1])),
        ends.map(
            lambda e: Price(
                currency="INR",
                least=None if e[0] is None else Decimal(e[0] * 1000),
                most=None if e[1] is None else Decimal(e[1] * 1000),
            )
        ),
        st.lists(st.sampled_from(Amenity), min_size=1, max_size=3).map(
            lambda of: HasAmenity(of=tuple(of))
        ),
        several.map(lambda of: Chain(of=of)),
        several.map(lambda of: Property(of=of)),
        st.lists(st.sampled_from(BOARDS[:2]), min_size=1, max_size=2).map(
            lambda of: HasBoard(of=tuple(one for one in of if one is not None))
        ),
    )


@st.composite
def rules(draw: st.DrawFn, words: st.SearchStrategy[str] | None = None) -> Rule:
    """Rules within the bounds."""
    rule = draw(_trees(_leaves(_plain_words() if words is None else words)))
    assume(len(list(conditions(rule))) <= MOST_CONDITIONS)
    return rule


def _trees(leaves: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
    def above(below: st.SearchStrategy[Rule]) -> st.SearchStrategy[Rule]:
        several = st.lists(below, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            below,
            several.map(lambda of: AllOf(of=of)),
            several.map(lambda of: AnyOf(of=of)),
            below.map(lambda of: NoneOf(of=of)),
        )

    return above(above(above(leaves)))


def means(rule: Rule, house: House) -> bool | None:  # noqa: PLR0911 - one a kind
    """Return whether a hotel fulfils a rule, None where nobody can know: three-valued logic."""
    match rule:
        case AllOf(of=of):
            told = [means(one, house) for one in of]
            return False if False in told else None if None in told else True
        case AnyOf(of=of):
            told = [means(one, house) for one in of]
            return True if True in told else None if None in told else False
        case NoneOf(of=of):
            told_of = means(of, house)
            return None if told_of is None else not told_of
        case Stars(least=least, most=most):
            return _within(house.stars, least, most)
        case Rating(least=least, most=most):
            return _within(house.rating, least, most)
        case Popularity(least=least, most=most):
            return _within(house.reviews, least, most)
        case Price(least=least, most=most):
            return _within(house.night, least, most)
        case _:
            return _fact(rule, house)


def _fact(rule: Rule, house: House) -> bool | None:  # noqa: PLR0911 - one a kind
    match rule:
        case Place(destination_id=place):
            return house.place == place
        case Country(code=code):
            return house.country == code
        case Distance(latitude=latitude, longitude=longitude, most_km=most):
            if house.point is None:
                return None
            return distance_metres(Coordinates(latitude, longitude), house.point) <= most * 1000
        case HasAmenity(of=of):
            return bool(amenities_of(house.amenities) & set(of)) if house.amenities else None
        case Chain(of=of):
            return _holds(house.name, of)
        case Property(of=of):
            return None if house.kind is None else _holds(house.kind, of)
        case HasBoard(of=of):
            return None if house.board in {None, Board.UNKNOWN} else house.board in of
    raise AssertionError(rule)


def _holds(text: str, words: Sequence[str]) -> bool:
    return any(word.lower() in text.lower() for word in words)


def _within(
    value: Decimal | float | None, least: Decimal | float | None, most: Decimal | float | None
) -> bool | None:
    if value is None:
        return None
    return (least is None or value >= least) and (most is None or value <= most)

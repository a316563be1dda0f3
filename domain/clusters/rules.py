"""The language of cluster rules: closed, small, and bounded in depth and size.

A rule is a tree of `all`, `any` and `not` over conditions of ten kinds; anything else cannot be
asked of the database. `domain.clusters.queries.compiler` turns it into SQL.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from domain.catalog.amenities import Amenity
from domain.clusters.errors import RuleNotUsable, RuleTooDeep, TooManyConditions
from domain.money import is_spent
from domain.suppliers.contract import Board

DEEPEST, MOST_CONDITIONS = 4, 20
FURTHEST_KM, MOST_REVIEWS, MOST_WORDS = 200, 10_000_000, 10
# Maximum length of a rule as text; anything longer is not even parsed.
LONGEST_JSON = 16_000
LARGEST_PRICE = Decimal(100_000_000)

Word = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=2, max_length=60, pattern=r"^[^\x00-\x1f%_\\]+$"
    ),
]
Words = Annotated[tuple[Word, ...], Field(min_length=1, max_length=MOST_WORDS)]


class _Node(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Place(_Node):
    """Hotels of a destination of the catalogue."""

    kind: Literal["place"] = "place"
    destination_id: Annotated[int, Field(gt=0, lt=1 << 62)]
    name: Annotated[str, StringConstraints(max_length=200)] = ""


class Country(_Node):
    """Hotels of a country, by its ISO 3166-1 alpha-2 code."""

    kind: Literal["country"] = "country"
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]


class Distance(_Node):
    """Hotels within a distance in kilometres of a point; those without a position do not match."""

    kind: Literal["distance"] = "distance"
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    most_km: Annotated[float, Field(gt=0, le=FURTHEST_KM)]
    name: Annotated[str, StringConstraints(max_length=200)] = ""


class _Span(_Node):
    """A range with at least one end."""

    @model_validator(mode="after")
    def _has_an_end(self) -> Self:
        least, most = getattr(self, "least", None), getattr(self, "most", None)
        if least is None and most is None:
            raise ValueError("neither end is given")
        if least is not None and most is not None and least > most:
            raise ValueError("the ends are the wrong way round")
        return self


class Stars(_Span):
    """Hotels with this many stars; one without a class does not count."""

    kind: Literal["stars"] = "stars"
    least: Annotated[int, Field(ge=1, le=5)] | None = None
    most: Annotated[int, Field(ge=1, le=5)] | None = None


class Rating(_Span):
    """Hotels with such a guest rating, out of 5."""

    kind: Literal["rating"] = "rating"
    least: Annotated[float, Field(ge=0, le=5)] | None = None
    most: Annotated[float, Field(ge=0, le=5)] | None = None


class Popularity(_Span):
    """Hotels with that many reviews."""

    kind: Literal["popularity"] = "popularity"
    least: Annotated[int, Field(ge=0, le=MOST_REVIEWS)] | None = None
    most: Annotated[int, Field(ge=0, le=MOST_REVIEWS)] | None = None


class Price(_Span):
    """Hotels whose recently seen cheapest night is in a price range: in the range's currency, or by
    what it is worth in it.
    """

    kind: Literal["price"] = "price"
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
    least: Annotated[Decimal, Field(ge=0, le=LARGEST_PRICE)] | None = None
    most: Annotated[Decimal, Field(gt=0, le=LARGEST_PRICE)] | None = None

    @model_validator(mode="after")
    def _is_a_currency(self) -> Self:
        if not is_spent(self.currency):
            raise ValueError("nothing is paid in that")
        return self


class HasAmenity(_Node):
    """Hotels that list one of these amenities."""

    kind: Literal["amenity"] = "amenity"
    of: Annotated[tuple[Amenity, ...], Field(min_length=1, max_length=len(Amenity))]


class Chain(_Node):
    """Hotels whose name contains one of these words ("Taj", "Ginger")."""

    kind: Literal["chain"] = "chain"
    of: Words


class Property(_Node):
    """Hotels whose supplier's property type contains one of these words ("resort", "hostel")."""

    kind: Literal["property"] = "property"
    of: Words


class HasBoard(_Node):
    """Hotels with a recent price that includes such meals."""

    kind: Literal["board"] = "board"
    of: Annotated[tuple[Board, ...], Field(min_length=1, max_length=len(Board))]


Condition = (
    Place | Country | Distance | Stars | Rating | Popularity | Price | HasAmenity | Chain
    | Property | HasBoard
)  # fmt: skip


class AllOf(_Node):
    """Matches if each of these does."""

    kind: Literal["all"] = "all"
    of: Annotated[tuple["Node", ...], Field(min_length=1, max_length=MOST_CONDITIONS)]


class AnyOf(_Node):
    """Matches if one of these does."""

    kind: Literal["any"] = "any"
    of: Annotated[tuple["Node", ...], Field(min_length=1, max_length=MOST_CONDITIONS)]


class NoneOf(_Node):
    """Matches what is known not to match this; unknown values count as neither."""

    kind: Literal["not"] = "not"
    of: "Node"


Node = Annotated[Condition | AllOf | AnyOf | NoneOf, Field(discriminator="kind")]
for _one in (AllOf, AnyOf, NoneOf):
    _one.model_rebuild()
_NODE: TypeAdapter[Condition | AllOf | AnyOf | NoneOf] = TypeAdapter(Node)
Rule = Condition | AllOf | AnyOf | NoneOf


def read_rule(stored: str) -> Rule:
    """Return the rule in a JSON text.

    Raises `RuleNotUsable` for anything else, and its kinds for one that is too deep or has too many
    conditions.
    """
    if len(stored) > LONGEST_JSON:
        raise RuleNotUsable
    try:
        rule = _NODE.validate_json(stored)
    except ValidationError:
        raise RuleNotUsable from None
    return bounded(rule)


def bounded(rule: Rule) -> Rule:
    """Return a rule within the limits. Raises `TooManyConditions` and `RuleTooDeep` otherwise."""
    if sum(1 for _one in conditions(rule)) > MOST_CONDITIONS:
        raise TooManyConditions(MOST_CONDITIONS)
    if depth(rule) > DEEPEST:
        raise RuleTooDeep(DEEPEST)
    return rule


def write_rule(rule: Rule) -> str:
    """Return a rule as JSON text for storage."""
    return _NODE.dump_json(rule).decode()


def depth(rule: Rule) -> int:
    """Return a rule's depth: a single condition has depth 1."""
    match rule:
        case AllOf(of=of) | AnyOf(of=of):
            return 1 + max(depth(one) for one in of)
        case NoneOf(of=of):
            return 1 + depth(of)
        case _:
            return 1


def conditions(rule: Rule) -> Iterator[Condition]:
    """Yield a rule's conditions."""
    match rule:
        case AllOf(of=of) | AnyOf(of=of):
            for one in of:
                yield from conditions(one)
        case NoneOf(of=of):
            yield from conditions(of)
        case _:
            yield rule

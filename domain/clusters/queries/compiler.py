"""Compiles a rule to SQL: constants of this module and numbered parameters, nothing that was typed.

Unknown values (no stars, no rating, no recent price) are neither true nor false, as in SQL, so
`not` matches only known values. See `docs/decisions/0043-a-closed-language-for-clusters.md`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

from domain.catalog.amenities import Amenity
from domain.clusters.rules import (
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
)
from domain.exchange_rates.rates import EURO, NO_RATES, ExchangeRates
from domain.money import Money

# An older price or board says little.
FRESH = timedelta(days=14)
# Prices are compared for two adults in one room, the most common party.
PARTY = "2"
KM_A_DEGREE = 111.0

_RECENT = (
    f"q.hotel_id = h.id AND q.people = '{PARTY}' AND q.total IS NOT NULL AND q.is_comparable "
    "AND q.observed_at >= {since} AND q.check_in >= ({now})::date"
)
_KILOMETRES = (
    "12742.0 * asin(sqrt(least(1.0, power(sin(radians(h.latitude - {latitude}) / 2), 2) "
    "+ cos(radians({latitude})) * cos(radians(h.latitude)) "
    "* power(sin(radians(h.longitude - {longitude}) / 2), 2))))"
)


@dataclass(frozen=True, slots=True)
class Compiled:
    """A condition on `hotels h`, and its parameter values, from $1 on."""

    condition: str
    values: tuple[object, ...]


def compile_rule(
    rule: Rule,
    now: datetime,
    names_of: Mapping[Amenity, Iterable[str]],
    rates: ExchangeRates = NO_RATES,
) -> Compiled:
    """Return a rule as a condition. `names_of` are the suppliers' words for amenities; `rates` tell
    what prices in other currencies are worth.
    """
    writer = _Writer(now, names_of, rates)
    return Compiled(writer.write(rule), tuple(writer.values))


@dataclass
class _Writer:
    now: datetime
    names_of: Mapping[Amenity, Iterable[str]]
    rates: ExchangeRates = NO_RATES
    values: list[object] = field(default_factory=list)

    def write(self, rule: Rule) -> str:
        match rule:
            case AllOf(of=of):
                return "(" + " AND ".join(map(self.write, of)) + ")"
            case AnyOf(of=of):
                return "(" + " OR ".join(map(self.write, of)) + ")"
            case NoneOf(of=of):
                return f"(NOT {self.write(of)})"
            case Stars() | Rating() | Popularity():
                return self._span(rule)
            case Price():
                return self._price(rule)
            case _:
                return self._fact(rule)

    def _fact(
        self, rule: Place | Country | Distance | HasAmenity | Chain | Property | HasBoard
    ) -> str:
        match rule:
            case Place(destination_id=number):
                return f"(h.destination_id = {self._value(number, 'bigint')})"
            case Country(code=code):
                return (
                    "(h.destination_id IN (SELECT d.id FROM destinations d "
                    f"WHERE d.country_id = {self._value(code, 'text')}))"
                )
            case Distance():
                return self._distance(rule)
            case Chain(of=of):
                return self._holds("h.name", of)
            case Property(of=of):
                return self._holds("h.property_type", of)
            case _:
                return self._offer(rule)

    def _offer(self, rule: HasAmenity | HasBoard) -> str:
        if isinstance(rule, HasAmenity):
            names = sorted({name for one in rule.of for name in self.names_of.get(one, ())})
            return (
                "(CASE WHEN jsonb_array_length(h.amenities) > 0 THEN h.amenities ?| "
                f"{self._value(names, 'text[]')} END)"
            )
        boards = self._value([one.value for one in rule.of], "text[]")
        return (
            f"(SELECT bool_or(q.quote ->> 'board' = ANY({boards})) FROM newest_quotes q "
            f"WHERE {self._recent()} AND q.quote ->> 'board' <> 'unknown')"
        )

    def _span(self, rule: Stars | Rating | Popularity) -> str:
        column, kind = {
            "stars": ("h.stars", "int"),
            "rating": ("h.rating", "float8"),
            "popularity": ("h.review_count", "int"),
        }[rule.kind]
        return self._between(column, rule.least, rule.most, kind)

    def _between(
        self, what: str, least: Decimal | float | None, most: Decimal | float | None, kind: str
    ) -> str:
        ends = []
        if least is not None:
            ends.append(f"{what} >= {self._value(least, kind)}")
        if most is not None:
            ends.append(f"{what} <= {self._value(most, kind)}")
        return "(" + " AND ".join(ends) + ")"

    def _price(self, rule: Price) -> str:
        # A price in a currency without a rate is unknown, as no price is.
        worth = self._value(self._worth_in(rule.currency), "jsonb")
        night = (
            f"(SELECT min(q.total / q.nights * ({worth} ->> q.currency)::numeric) "
            f"FROM newest_quotes q WHERE {self._recent()})"
        )
        return self._between(night, rule.least, rule.most, "numeric")

    def _worth_in(self, currency: str) -> dict[str, str]:
        """Return what one of each currency is worth in another one."""
        ones = [Money(Decimal(1), code) for code in {currency, EURO, *self.rates.references}]
        worth = {one.currency: self.rates.worth(one, currency) for one in ones}
        return {code: f"{told:f}" for code, told in worth.items() if told is not None}

    def _recent(self) -> str:
        since = self._value(self.now - FRESH, "timestamptz")
        return _RECENT.format(since=since, now=self._value(self.now, "timestamptz"))

    def _distance(self, rule: Distance) -> str:
        latitude = self._value(rule.latitude, "float8")
        longitude = self._value(rule.longitude, "float8")
        far = _KILOMETRES.format(latitude=latitude, longitude=longitude)
        reach = self._value(rule.most_km / KM_A_DEGREE * 1.01, "float8")
        # The latitude band is cheap and filters out most hotels.
        near = (
            f"h.latitude BETWEEN {latitude} - {reach} AND {latitude} + {reach} "
            f"AND {far} <= {self._value(rule.most_km, 'float8')}"
        )
        # `least` ignores nulls, so a hotel without a position would otherwise be infinitely far
        # away.
        return f"(CASE WHEN h.latitude IS NOT NULL AND h.longitude IS NOT NULL THEN {near} END)"

    def _holds(self, column: str, words: Iterable[str]) -> str:
        lowered = self._value([word.lower() for word in words], "text[]")
        return f"(lower({column}) LIKE ANY(SELECT '%' || w || '%' FROM unnest({lowered}) w))"

    def _value(self, value: object, kind: str) -> str:
        self.values.append(value)
        return f"${len(self.values)}::{kind}"

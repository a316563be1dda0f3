"""What a traveller wants from a hotel beyond where, when and who. Values only.

Filters are read from text in `domain.reading` and applied in `domain.search.selection`.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, Self

from domain.catalog.amenities import Amenity
from domain.money import Money
from domain.reading.wishes import Wishes
from domain.suppliers.contract import Coordinates


@dataclass(frozen=True, slots=True)
class Filters:
    """Wishes that must all be met; empty ones ask for nothing.

    `stars` are the acceptable classes (1-5), `least_rating` is out of 5. `areas` and
    `property_types` are suppliers' names, of which one must match. `least_a_night` is the lower end
    of the price; the upper end is the search's budget.
    """

    stars: frozenset[int] = frozenset()
    least_rating: float | None = None
    refundable: bool = False
    breakfast: bool = False
    amenities: frozenset[Amenity] = frozenset()
    areas: frozenset[str] = frozenset()
    property_types: frozenset[str] = frozenset()
    least_a_night: Money | None = None

    @property
    def is_empty(self) -> bool:
        """Return whether every hotel fits."""
        return self == NO_FILTERS

    def with_wishes(self, wishes: Wishes) -> Self:
        """Return these with what was asked for on top; the rest stays."""
        amenities = self.amenities
        for amenity, wanted in wishes.amenities:
            amenities = amenities | {amenity} if wanted else amenities - {amenity}
        said = {
            name: value
            for name in ("stars", "least_rating", "refundable", "breakfast")
            if (value := getattr(wishes, name)) is not None
        }
        return replace(self, amenities=amenities, **said)

    def to_json(self) -> dict[str, Any]:
        """Return the wishes as stored, without those that are not set."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: _stored(value) for name, value in values.items() if value}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Parse stored filters. Raises KeyError or ValueError if they are malformed."""
        return cls(
            stars=frozenset(stored.get("stars", ())),
            least_rating=stored.get("least_rating"),
            refundable=bool(stored.get("refundable")),
            breakfast=bool(stored.get("breakfast")),
            amenities=frozenset(map(Amenity, stored.get("amenities", ()))),
            areas=frozenset(stored.get("areas", ())),
            property_types=frozenset(stored.get("property_types", ())),
            least_a_night=Money.of(*stored["least_a_night"]) if "least_a_night" in stored else None,
        )


def _stored(value: Any) -> Any:
    match value:
        case Money(amount, currency):
            return [str(amount), currency]
        case frozenset():
            return sorted(value)
        case _:
            return value


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Anchor:
    """The point that a traveller wants to be near: an airport, a shared location."""

    name: str
    point: Coordinates

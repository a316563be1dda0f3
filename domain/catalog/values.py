"""Places and airports of the catalogue, as they are found."""

from dataclasses import dataclass

from domain.catalog.models import DestinationKind
from domain.full_names import FullName
from domain.suppliers.contract import Coordinates, Place

KILOMETRES_A_DEGREE = 111.2


@dataclass(frozen=True, slots=True)
class FoundDestination:
    """A destination in the catalogue; `weight` is how likely it is meant among namesakes."""

    id: int
    name: str
    kind: DestinationKind
    subdivision: str | None
    weight: int
    time_zone: str
    place: Place

    @property
    def full_name(self) -> FullName:
        """Return the name with what distinguishes it from namesakes."""
        parts = (self.name, self.subdivision) if self.subdivision else (self.name,)
        return FullName(parts, self.place.country_code, self.place.country_name)


@dataclass(frozen=True, slots=True)
class FoundAirport:
    """An airport in the catalogue; `city` is as in its data."""

    iata: str
    name: str
    city: str
    country_code: str
    point: Coordinates

"""Districts, valleys, coasts and sights that people write as where they want to stay.

No package has them. `districts.tsv` gives each with its middle and the city or region that it
belongs to, so that its name says where it is; a search there is one around its middle.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.catalog.tables import table_rows

# What a part of a city weighs among namesakes: more than a town of its name, less than a city.
DISTRICT_WEIGHT = 250_000


@dataclass(frozen=True, slots=True)
class District:
    """A part of a city or region, or a sight in it, by its middle."""

    country_code: str
    name: str
    city: str
    latitude: float
    longitude: float
    time_zone: str
    names: tuple[str, ...]


def districts() -> Iterator[District]:
    """Yield all of them."""
    for code, name, city, latitude, longitude, time_zone, names in table_rows("districts.tsv"):
        other_names = tuple(names.split(",")) if names else ()
        yield District(code, name, city, float(latitude), float(longitude), time_zone, other_names)

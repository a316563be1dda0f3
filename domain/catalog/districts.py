"""Districts, valleys, coasts and sights that people name when they say where they want to stay.

The data packages lack them. `districts.tsv` lists each with its centre and the city or region it
belongs to, which is shown with its name. A search there is a search around the centre.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from domain.catalog.tables import table_rows

# A district's weight among namesakes: more than a town of the same name, less than a city.
DISTRICT_WEIGHT = 250_000


@dataclass(frozen=True, slots=True)
class District:
    """A part of a city or region, or a sight in it, by its centre."""

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

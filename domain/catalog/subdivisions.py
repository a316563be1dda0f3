"""The names of countries' subdivisions, which the packages tell only by their airports. Pure."""

from collections import Counter, defaultdict
from typing import Any


def regions_by_admin(
    airports: list[Any], cities: list[dict[str, Any]]
) -> dict[tuple[str, str], str]:
    """Return the names of GeoNames' numbered subdivisions, by country and number.

    The packages name subdivisions only with their airports: each airport votes for the subdivision
    of the nearest city, and the majority wins.
    """
    cells: dict[tuple[str, int, int], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        cells[city["countrycode"], int(city["latitude"]), int(city["longitude"])].append(city)
    voices: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for airport in airports:
        row, column = int(airport["lat"]), int(airport["lon"])
        near = [
            city
            for down in (-1, 0, 1)
            for across in (-1, 0, 1)
            for city in cells.get((airport["country"], row + down, column + across), ())
        ]
        if near and airport["subd"]:
            nearest = min(
                near,
                key=lambda c: (
                    (c["latitude"] - airport["lat"]) ** 2 + (c["longitude"] - airport["lon"]) ** 2
                ),
            )
            voices[airport["country"], nearest["admin1code"]][airport["subd"]] += 1
    return {key: plain_subdivision(count.most_common(1)[0][0]) for key, count in voices.items()}


def plain_subdivision(subdivision: str) -> str:
    """Return a subdivision's name as it is written, of how the packages write it."""
    return subdivision.replace("-", " ").rstrip("'")

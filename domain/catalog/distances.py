"""How far points on the earth are from each other."""

from math import asin, cos, radians, sin, sqrt

from domain.suppliers.contract import Coordinates

EARTH_METRES = 6_371_000.0


def distance_metres(one: Coordinates, other: Coordinates) -> float:
    """Return the great-circle distance (haversine)."""
    half_lat = radians(other.latitude - one.latitude) / 2
    half_lon = radians(other.longitude - one.longitude) / 2
    root = sin(half_lat) ** 2 + cos(radians(one.latitude)) * cos(radians(other.latitude)) * (
        sin(half_lon) ** 2
    )
    return 2 * EARTH_METRES * asin(sqrt(min(root, 1.0)))

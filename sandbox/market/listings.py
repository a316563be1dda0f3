"""One hotel as each supplier lists it.

The two never agree to the letter: names drop "The" and "& Spa" or gain the place, addresses are
abbreviated, coordinates are some metres apart, star ratings differ now and then. Whoever merges
the two lists has to see through this.
"""

from dataclasses import dataclass

from .draws import seeded
from .hotels import Hotel

TRAVCLAN = "travclan"
SERPAPI = "serpapi"
ABBREVIATIONS = (("Road", "Rd"), ("Street", "St"), ("Avenue", "Ave"), ("Square", "Sq"))


@dataclass(frozen=True, slots=True)
class Listing:
    name: str
    street: str
    stars: int
    latitude: float
    longitude: float


def is_listed(hotel: Hotel, supplier: str) -> bool:
    return hotel.at_travclan if supplier == TRAVCLAN else hotel.at_google


def list_hotel(seed: int, hotel: Hotel, supplier: str) -> Listing:
    """The hotel in one supplier's words."""
    dice = seeded(seed, "listing", hotel.number, supplier)
    shake = 0.0003 if supplier == TRAVCLAN else 0.0002
    stars = hotel.stars
    if supplier == TRAVCLAN and stars > 2 and dice.random() < 0.05:  # noqa: PLR2004
        stars -= 1
    name = _rename_travclan(dice.random(), hotel) if supplier == TRAVCLAN else (
        _rename_google(dice.random(), hotel)
    )  # fmt: skip
    street = f"{hotel.street}, {hotel.area}"
    if supplier == SERPAPI:
        street = f"{hotel.street.split(', ', 1)[1]}, {hotel.area}"
        for long, short in ABBREVIATIONS:
            street = street.replace(long, short)
    return Listing(
        name=name,
        street=street,
        stars=stars,
        latitude=round(hotel.latitude + dice.uniform(-shake, shake), 6),
        longitude=round(hotel.longitude + dice.uniform(-shake, shake), 6),
    )


def _rename_travclan(chance: float, hotel: Hotel) -> str:
    name = hotel.name
    if chance < 0.25:  # noqa: PLR2004
        return name.removeprefix("The ").replace("& Spa", "and Spa")
    if chance < 0.4 and hotel.area not in name:  # noqa: PLR2004
        return f"{name}, {hotel.area}"
    if chance < 0.5:  # noqa: PLR2004
        return name.upper()
    return name


def _rename_google(chance: float, hotel: Hotel) -> str:
    name = hotel.name
    if chance < 0.2:  # noqa: PLR2004
        return name.removesuffix(" & Spa").removeprefix("The ")
    if chance < 0.4 and hotel.place.name not in name:  # noqa: PLR2004
        return f"{name} {hotel.place.name}"
    if chance < 0.5 and name.startswith("Hotel "):  # noqa: PLR2004
        return f"{name.removeprefix('Hotel ')} Hotel"
    return name

"""One hotel as each supplier lists it.

No two ever agree to the letter: names drop "The" and "& Spa" or gain the place, addresses are
abbreviated, coordinates are some metres apart, star ratings differ now and then. Whoever merges
the two lists has to see through this.
"""

from dataclasses import dataclass
from decimal import Decimal

from .draws import draw, happens, seeded
from .hotels import UPSCALE, Hotel

TRAVCLAN = "travclan"
SERPAPI = "serpapi"
LITEAPI = "liteapi"
# LiteAPI lists this share of all hotels, whoever else does.
AT_LITEAPI = Decimal("0.75")
SHAKES = {TRAVCLAN: 0.0003, SERPAPI: 0.0002, LITEAPI: 0.00025}
ABBREVIATIONS = (("Road", "Rd"), ("Street", "St"), ("Avenue", "Ave"), ("Square", "Sq"))


@dataclass(frozen=True, slots=True)
class Listing:
    name: str
    street: str
    stars: int
    latitude: float
    longitude: float


def is_listed(hotel: Hotel, supplier: str) -> bool:
    if supplier == LITEAPI:
        return draw("liteapi", hotel.number) < AT_LITEAPI
    return hotel.at_travclan if supplier == TRAVCLAN else hotel.at_google


def list_hotel(seed: int, hotel: Hotel, supplier: str) -> Listing:
    """Give the hotel in one supplier's words."""
    dice = seeded(seed, "listing", hotel.number, supplier)
    shake = SHAKES[supplier]
    stars = hotel.stars
    if supplier == TRAVCLAN and stars in UPSCALE and happens(dice, 5):
        stars -= 1
    names = _travclan_names(hotel) if supplier == TRAVCLAN else _google_names(hotel)
    name = dice.choice(names) if happens(dice, 50) else hotel.name
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


def _travclan_names(hotel: Hotel) -> list[str]:
    plain = hotel.name.removeprefix("The ").replace("& Spa", "and Spa")
    placed = hotel.name if hotel.area in hotel.name else f"{hotel.name}, {hotel.area}"
    return [plain, placed, hotel.name.upper()]


def _google_names(hotel: Hotel) -> list[str]:
    plain = hotel.name.removesuffix(" & Spa").removeprefix("The ")
    placed = hotel.name if hotel.place.name in hotel.name else f"{hotel.name} {hotel.place.name}"
    return [plain, placed, _turn_hotel(hotel.name)]


def _turn_hotel(name: str) -> str:
    """Turn "Hotel Lotus" into "Lotus Hotel"."""
    return f"{name.removeprefix('Hotel ')} Hotel" if name.startswith("Hotel ") else name

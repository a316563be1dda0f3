"""Fictional hotels for any real place, made when first asked for and the same every time.

A hotel's id is its place's number and its own within it, so that an id can be read back into its
place without having made the place before.
"""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from .draws import happens, seeded
from .names import name_hotel, name_street, write_postal_code
from .places import Place, calling_code
from .rooms import RoomType, furnish_rooms

MOST_HOTELS = 60
ONLY_ONE_SUPPLIER = 0.15
STARS_BY_SIZE = (5, 4, 3, 3, 4, 5, 3, 2, 4, 3, 2)
UPSCALE = (4, 5)
RENTAL_EVERY = 9
GUEST_HOUSE_EVERY = 7
# As India's GST: what is dearer is taxed more.
TAX_PERCENT = {2: 12, 3: 12, 4: 12, 5: 18}
NIGHT_BY_STARS = {2: 1450, 3: 2700, 4: 5300, 5: 11_800}
PRICE_LEVELS = {
    "IN": "1", "NP": "0.8", "LK": "0.9", "TH": "1", "ID": "0.9", "MY": "1", "VN": "0.85",
    "PH": "0.95", "TR": "1.1", "EG": "0.9", "AE": "1.5", "SG": "1.9", "MV": "3.2", "MU": "1.8",
    "SC": "2.8", "US": "2.4", "GB": "2.3", "FR": "2.2", "IT": "2", "ES": "1.8", "PT": "1.6",
    "GR": "1.7", "DE": "1.9", "CH": "2.8", "JP": "1.7", "AU": "2", "BR": "1.2", "ZA": "1.2",
}  # fmt: skip
AMENITIES = {
    "all": ("Free Wi-Fi", "Air conditioning", "Room service", "Free parking"),
    3: ("Restaurant", "Breakfast", "Laundry service"),
    4: ("Outdoor pool", "Fitness centre", "Bar", "Airport shuttle"),
    5: ("Spa", "Business centre", "Kids' club", "Concierge", "Hot tub"),
    "beach": ("Beach access",),
    "mountain": ("Mountain views", "Bonfire"),
    "backwater": ("Boat rides",),
    "desert": ("Courtyard", "Cultural evenings"),
    "city": ("Meeting rooms",),
}


@dataclass(frozen=True, slots=True, eq=False)
class Hotel:
    """One fictional hotel. `night` is its usual all-in rupee price of the plainest room.

    Compared by identity, which makes it a cheap key of caches: the market makes each one once.
    """

    place: Place
    index: int
    name: str
    kind: str
    chain: str
    stars: int
    area: str
    street: str
    postal_code: str
    latitude: float
    longitude: float
    guest_rating: Decimal
    reviews: int
    amenities: tuple[str, ...]
    rooms: tuple[RoomType, ...]
    night: Decimal
    tax_percent: int
    phone: str
    at_travclan: bool
    at_google: bool

    @property
    def id(self) -> str:
        return f"{self.place.number}-{self.index:02d}"

    @property
    def number(self) -> int:
        return self.place.number * 100 + self.index

    @property
    def address(self) -> str:
        place = self.place
        return f"{self.street}, {self.area}, {place.name} {self.postal_code}, {place.country_name}"

    @property
    def is_rental(self) -> bool:
        return self.kind in ("Apartment", "Villa")


def count_hotels(seed: int, place: Place) -> int:
    """Forty to sixty for a large destination, half a dozen for a small town."""
    for population, least, most in (
        (800_000, 48, MOST_HOTELS),
        (150_000, 30, 44),
        (50_000, 14, 26),
    ):
        if place.population >= population:
            return seeded(seed, "count", place.number).randint(least, most)
    return seeded(seed, "count", place.number).randint(6, 12)


def build_hotels(seed: int, place: Place) -> tuple[Hotel, ...]:
    """All hotels of a whole place, best known first; no two share a name."""
    hotels: list[Hotel] = []
    names: set[str] = set()
    for index in range(count_hotels(seed, place)):
        attempt = 0
        hotel = _build(seed, place, index, attempt)
        while hotel.name in names:
            attempt += 1
            hotel = _build(seed, place, index, attempt)
        names.add(hotel.name)
        hotels.append(hotel)
    return tuple(hotels)


def _build(seed: int, place: Place, index: int, attempt: int) -> Hotel:
    dice = seeded(seed, "hotel", place.number, index, attempt)
    quarter = place.quarters[index % len(place.quarters)]
    stars = STARS_BY_SIZE[index % len(STARS_BY_SIZE)]
    kind = _choose_kind(dice, place, index, stars)
    stars = stars if kind in ("Hotel", "Resort") else 3
    name = name_hotel(dice, kind=kind, stars=stars, country=place.country,
                      scenery=place.scenery, area=quarter.name, place=place.name)  # fmt: skip
    only = dice.random()
    level = Decimal(PRICE_LEVELS.get(place.country, "1.4"))
    spread = Decimal(dice.randint(78, 155)) / 100
    return Hotel(
        place=place,
        index=index,
        name=name,
        kind=kind,
        chain=name.split()[0] if attempt == 0 and stars in UPSCALE else "Independent",
        stars=stars,
        area=quarter.name,
        street=name_street(dice, place.country),
        postal_code=write_postal_code(
            dice, country=place.country, place=place.name, number=place.number
        ),
        latitude=round(quarter.latitude + dice.gauss(0, 0.006), 5),
        longitude=round(quarter.longitude + dice.gauss(0, 0.006), 5),
        guest_rating=_rate(dice, stars),
        reviews=round(dice.lognormvariate(4.2 + 0.7 * stars, 0.7)),
        amenities=_choose_amenities(dice, stars, place.scenery),
        rooms=furnish_rooms(dice, stars=stars, kind=kind, scenery=place.scenery),
        night=(NIGHT_BY_STARS[stars] * level * spread).quantize(Decimal(1)),
        tax_percent=TAX_PERCENT[stars],
        phone=f"+{calling_code(place.country)} {dice.randint(200, 999)} "
        f"{dice.randint(200, 999)} {dice.randint(1000, 9999)}",
        at_travclan=only >= ONLY_ONE_SUPPLIER,
        at_google=only < 1 - ONLY_ONE_SUPPLIER,
    )


def _rate(dice: Random, stars: int) -> Decimal:
    """Draw a guest rating out of five; dearer hotels please more, not always."""
    tenths = min(49, max(31, round(dice.gauss(36 + 1.6 * stars, 3))))
    return (Decimal(tenths) / 10).quantize(Decimal("0.1"))


def _choose_kind(dice: Random, place: Place, index: int, stars: int) -> str:
    if index % RENTAL_EVERY == RENTAL_EVERY - 1:
        return "Villa" if place.scenery in ("beach", "backwater") else "Apartment"
    if index % GUEST_HOUSE_EVERY == GUEST_HOUSE_EVERY - 1:
        return "GuestHouse"
    away = place.scenery != "city" and stars in UPSCALE
    return "Resort" if away and happens(dice, 60) else "Hotel"


def _choose_amenities(dice: Random, stars: int, scenery: str) -> tuple[str, ...]:
    offered = [*AMENITIES["all"], *AMENITIES[scenery]]
    for level in (3, 4, 5):
        if stars >= level:
            offered += AMENITIES[level]
    return tuple(a for a in offered if a == "Free Wi-Fi" or happens(dice, 85))

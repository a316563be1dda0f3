"""What suppliers call amenities, in this product's words.

The names were seen in suppliers' answers; capitals, hyphens and remarks on the price ("Free",
"($)") are ignored. Any other name is shown as it is and matches no filter: a wrong pool is worse
than a missed one.
"""

import re
from enum import StrEnum
from functools import lru_cache


class Amenity(StrEnum):
    """The amenities that travellers can filter by, whatever each supplier calls them.

    New ones go to the end: shared links tell them by their position.
    """

    POOL = "pool"
    WIFI = "wifi"
    PARKING = "parking"
    SPA = "spa"
    GYM = "gym"
    BEACH = "beach"
    RESTAURANT = "restaurant"
    BAR = "bar"
    AIR_CONDITIONING = "ac"
    AIRPORT_SHUTTLE = "shuttle"
    FAMILY = "family"
    PETS = "pets"
    KITCHEN = "kitchen"
    ACCESSIBLE = "accessible"


NAMES: dict[Amenity, tuple[str, ...]] = {
    Amenity.POOL: (
        "pool", "pools", "outdoor pool", "indoor pool", "swimming pool", "outdoor swimming pool",
        "indoor swimming pool", "rooftop pool", "infinity pool", "private pool", "heated pool",
        "children's pool", "seasonal outdoor pool",
    ),
    Amenity.WIFI: (
        "wifi", "internet", "wireless internet", "wifi in all rooms", "wifi in public areas",
        "wireless internet access", "internet access",
    ),
    Amenity.PARKING: (
        "parking", "paid parking", "self parking", "valet parking", "onsite parking",
        "private parking", "car park", "parking garage", "street parking",
    ),
    Amenity.SPA: (
        "spa", "full service spa", "spa services", "spa and wellness centre",
        "spa and wellness center", "ayurvedic spa", "day spa",
    ),
    Amenity.GYM: (
        "gym", "fitness centre", "fitness center", "fitness facilities", "fitness room",
        "fitness", "gymnasium", "health club",
    ),
    Amenity.BEACH: (
        "beach", "beach access", "private beach", "beachfront", "on the beach", "near the beach",
        "beach umbrellas",
    ),
    Amenity.RESTAURANT: ("restaurant", "restaurants", "restaurant on site", "dining venue"),
    Amenity.BAR: (
        "bar", "bars", "bar/lounge", "bar / lounge", "bar or lounge", "pool bar", "poolside bar",
        "beach bar", "rooftop bar", "lounge bar",
    ),
    Amenity.AIR_CONDITIONING: (
        "air conditioning", "air conditioned", "air conditioner", "ac", "a/c",
        "air conditioning in rooms",
    ),
    Amenity.AIRPORT_SHUTTLE: (
        "airport shuttle", "airport transfer", "airport transportation", "airport pick up",
        "airport pickup", "shuttle to airport",
    ),
    Amenity.FAMILY: (
        "child friendly", "family friendly", "kids' club", "kids club", "kid friendly",
        "family rooms", "children's club", "playground", "children's playground", "babysitting",
        "good for kids",
    ),
    Amenity.PETS: ("pet friendly", "pets allowed", "pets", "dogs allowed"),
    Amenity.KITCHEN: (
        "kitchen", "kitchen in rooms", "kitchen in some rooms", "kitchenette", "full kitchen",
        "shared kitchen", "kitchen in all rooms",
    ),
    Amenity.ACCESSIBLE: (
        "accessible", "wheelchair accessible", "disabled access", "facilities for disabled guests",
        "accessible rooms", "wheelchair access",
    ),
}  # fmt: skip
_PRICE = re.compile(r"\s*\(.*\)|^(?:free|complimentary|paid)\s+|\s+(?:available|free)$")
_BY_NAME = {name: amenity for amenity, names in NAMES.items() for name in names}


def plain_name(name: str) -> str:
    """Return a name as the table has it: "Free Wi-Fi" is "wifi"."""
    text = _PRICE.sub("", " ".join(name.lower().replace("’", "'").split()))
    joined = text.replace("-", " ").replace("wi fi", "wifi")
    return " ".join(joined.split())


def amenity_called(name: str) -> Amenity | None:
    """Return the amenity that a supplier's name means, None if there is no filter for it."""
    return _BY_NAME.get(plain_name(name))


@lru_cache(maxsize=4096)
def amenities_of(names: tuple[str, ...]) -> frozenset[Amenity]:
    """Return a hotel's amenities that travellers can filter by."""
    return frozenset(amenity for name in names if (amenity := amenity_called(name)) is not None)

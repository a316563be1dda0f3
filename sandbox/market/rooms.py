"""The rooms of a hotel: what a room type is called, holds and costs next to the plainest one."""

from dataclasses import dataclass
from decimal import Decimal
from random import Random

from .stays import Guests


@dataclass(frozen=True, slots=True)
class RoomType:
    """`factor` is its price next to the plainest room's; it sleeps adults and children apart."""

    name: str
    bed: str
    beds: int
    square_metres: int
    view: str
    max_adults: int
    max_children: int
    factor: Decimal

    def holds(self, guests: Guests) -> bool:
        return guests.adults <= self.max_adults and len(guests.child_ages) <= self.max_children


VIEWS = {
    "beach": ("Sea view", "Garden view", "Pool view"),
    "mountain": ("Mountain view", "Valley view", "Garden view"),
    "backwater": ("Lake view", "Garden view", "River view"),
    "desert": ("Courtyard view", "Fort view", "City view"),
    "city": ("City view", "Courtyard view", "Street view"),
}
GRADES = (
    ("Standard Room", "Double", 1, 18, 2, 1, "1.00"),
    ("Superior Room", "Queen", 1, 22, 3, 1, "1.12"),
    ("Deluxe Room", "King", 1, 28, 3, 2, "1.28"),
    ("Family Room", "Double", 2, 36, 4, 3, "1.55"),
    ("Executive Suite", "King", 1, 48, 4, 2, "1.95"),
)
RENTALS = (
    ("One-Bedroom Apartment", "Queen", 1, 45, 3, 2, "1.00"),
    ("Two-Bedroom Apartment", "Double", 2, 80, 6, 3, "1.45"),
    ("Three-Bedroom Villa", "King", 3, 160, 8, 4, "1.90"),
)
GRADES_BY_STARS = {2: 2, 3: 4, 4: 4, 5: 5}


def furnish_rooms(dice: Random, *, stars: int, kind: str, scenery: str) -> tuple[RoomType, ...]:
    """List the plainest room first, each next one dearer and larger."""
    grades = RENTALS if kind in ("Apartment", "Villa") else GRADES[: GRADES_BY_STARS[stars]]
    views = VIEWS[scenery]
    return tuple(
        RoomType(
            name=name,
            bed=bed,
            beds=beds,
            square_metres=area + dice.randint(0, 4) + 3 * stars,
            view=views[-1] if step == 0 else views[dice.randrange(len(views))],
            max_adults=adults,
            max_children=children,
            factor=Decimal(factor),
        )
        for step, (name, bed, beds, area, adults, children, factor) in enumerate(grades)
    )

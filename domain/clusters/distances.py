"""Reads a distance from a place as people write it: "5 km of Panaji", "पणजी से 5 किमी"."""

import re
from dataclasses import dataclass

from domain.reading.characters import level

# Kilometres in each unit, by its names without accents.
UNITS = {
    1.0: (
        "km", "kms", "kilometer", "kilometers", "kilometre", "kilometres", "kilometro",
        "kilometros", "км", "километр", "километра", "километров", "किमी", "कि.मी", "किलोमीटर",
    ),
    0.001: (
        "m", "meter", "meters", "metre", "metres", "metro", "metros", "м", "метр", "метра",
        "метров", "मी", "मीटर",
    ),
    1.609344: ("mi", "mile", "miles", "milla", "millas", "миля", "мили", "миль", "मील"),
}  # fmt: skip
_KILOMETRES = {level(name).text: length for length, names in UNITS.items() for name in names}
_UNIT = "|".join(map(re.escape, sorted(_KILOMETRES, key=len, reverse=True)))
_FAR = r"(?P<far>\d+(?:[.,]\d+)?)"
# The first number is the distance, in kilometres where no unit is written.
_DISTANCE_FIRST = re.compile(
    rf"{_FAR}(?:\s*(?P<unit>{_UNIT})(?=[\s.,])[.,]?\s*|\s+)"
    r"(?:(?:of|from|around|near|de|desde|от|से)\s+)?(?P<place>[^\W\d].*)"
)
_PLACE_FIRST = re.compile(rf"(?P<place>[^\W\d].*?)[\s,]+(?:से\s+)?{_FAR}\s*(?P<unit>{_UNIT})\.?")


@dataclass(frozen=True, slots=True)
class ToldDistance:
    """How far from which place, as it was typed."""

    kilometres: float
    place: str


def read_distance(typed: str) -> ToldDistance | None:
    """Return the distance that a text describes, None if it describes none."""
    levelled = level(typed)
    said = _DISTANCE_FIRST.fullmatch(levelled.text) or _PLACE_FIRST.fullmatch(levelled.text)
    if said is None:
        return None
    kilometres = float(said["far"].replace(",", ".")) * _KILOMETRES[said["unit"] or "km"]
    return ToldDistance(kilometres, levelled.typed(*said.span("place")).strip(" ,"))

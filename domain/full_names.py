"""Full names of places, which distinguish them from their namesakes."""

from dataclasses import dataclass
from typing import Protocol


class Named(Protocol):
    """What is called after a place: a destination, an airport, all airports of a city."""

    @property
    def full_name(self) -> "FullName":
        """Return the place's name with what it lies in."""


@dataclass(frozen=True, slots=True)
class FullName:
    """A place's name with what it lies in, in English: "Juhu", "Mumbai" and India.

    `parts` go from the place itself outwards; `codes` are the airports that are meant there.
    """

    parts: tuple[str, ...]
    country_code: str
    country_name: str
    codes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return what the place itself is called."""
        return self.parts[0]

    @property
    def full_name(self) -> "FullName":
        """Return itself: a name is called what it says."""
        return self

    def __str__(self) -> str:
        country = () if self.country_name == self.name else (self.country_name,)
        codes = f" ({'/'.join(self.codes)})" if self.codes else ""
        return ", ".join((*self.parts, *country)) + codes

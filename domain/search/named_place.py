"""The place that a line names."""

from dataclasses import dataclass

from domain.catalog.folding import fold
from domain.catalog.own_names import own_spellings
from domain.catalog.values import FoundDestination
from domain.errors import Refusal
from domain.reading.meanings import PlaceName
from domain.search.filters import Anchor


@dataclass(frozen=True, slots=True)
class Located:
    """A line's place, or why there is none and the `name` in question.

    `spelt` is the misspelt name, if it was corrected.

    `is_guess`: only unknown words (`words`) stand for the place, and in an open draft they may mean
    something else. `unused` are names that were not used, `unknown` the unknown ones among them.
    `served` are the positions of other words that were used, such as "airport".
    """

    destination: FoundDestination | None = None
    near: Anchor | None = None
    problem: Refusal | None = None
    name: str | None = None
    spelt: str | None = None
    is_guess: bool = False
    words: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    served: tuple[int, ...] = ()


def is_own_name(place: FoundDestination, name: PlaceName) -> bool:
    """Return whether a place was named by its own name, in English or in another language."""
    typed = fold(name.name)
    return typed == fold(place.name) or typed in own_spellings(place.place.country_code, place.name)

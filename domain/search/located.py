"""What a line's names lead to."""

from dataclasses import dataclass

from domain.catalog.values import FoundDestination
from domain.errors import Refusal
from domain.search.filters import Anchor


@dataclass(frozen=True, slots=True)
class Located:
    """The place of a line, or why there is none. `spelt` is how it was misspelt.

    `is_guess` says that nothing but unknown words (`words`) stands for the place: in an open
    draft they may as well mean something else. `unused` are names that were read and not used,
    `unknown` those of them that nobody knows, `served` where other words begin that led there.
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

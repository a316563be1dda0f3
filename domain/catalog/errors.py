"""Places that are not known, or could be several.

::

    Refusal
    ├── PlaceUnknown(text, suggestions)
    └── PlaceAmbiguous(text, candidates)
"""

from dataclasses import dataclass

from domain.errors import Refusal
from domain.full_names import FullName


@dataclass(eq=False)
class PlaceUnknown(Refusal):
    """No place is called so; `suggestions` are id and full name of those spelt nearly so."""

    text: str
    suggestions: tuple[tuple[int, FullName], ...] = ()


@dataclass(eq=False)
class PlaceAmbiguous(Refusal):
    """Several places are called so; `candidates` are pairs of destination id and full name."""

    text: str
    candidates: tuple[tuple[int, FullName], ...]

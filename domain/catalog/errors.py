"""Unknown and ambiguous places.

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
    """No place has that name; `suggestions` are the ids and full names of similar ones.

    The first `areas` of them are parts of the places with these ids, under their own names; they
    and their locations are remembered under `kept`.
    """

    text: str
    suggestions: tuple[tuple[int, FullName], ...] = ()
    areas: int = 0
    kept: str = ""


@dataclass(eq=False)
class PlaceAmbiguous(Refusal):
    """Several places have that name; `candidates` are pairs of destination id and full name."""

    text: str
    candidates: tuple[tuple[int, FullName], ...]

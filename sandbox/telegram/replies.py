"""What a method gives back next to its result."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Described:
    """A result with the sentence that Telegram says about it."""

    result: Any
    description: str


@dataclass(frozen=True, slots=True)
class Raw:
    """A result that is JSON already, or is meant to be none."""

    content: bytes

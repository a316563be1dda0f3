"""Seeded draws: the same key always gives the same number, in any process and on any machine."""

from decimal import Decimal
from hashlib import blake2b
from random import Random

STEPS = 1_000_000


def draw(*key: object) -> Decimal:
    """Give a Decimal in [0, 1) fixed by the key."""
    text = ":".join(map(str, key)).encode()
    number = int.from_bytes(blake2b(text, digest_size=6).digest(), "big")
    return Decimal(number % STEPS) / STEPS


def draw_between(low: str, high: str, *key: object) -> Decimal:
    start = Decimal(low)
    return start + (Decimal(high) - start) * draw(*key)


def seeded(*key: object) -> Random:
    """Give a generator for things that need many draws in a row, like the making of one hotel."""
    return Random(":".join(map(str, key)))


def happens(dice: Random, percent: int) -> bool:
    """Whether something of that chance comes about."""
    return dice.randrange(100) < percent


def identifier(*key: object) -> str:
    """Give a UUID-shaped identifier fixed by the key."""
    text = blake2b(":".join(map(str, key)).encode(), digest_size=16).hexdigest()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

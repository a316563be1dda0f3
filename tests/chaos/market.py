"""The market's script: prices that fall, rise and lie, hotels that sell out and come back."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tests.chaos.crowd import Watched
from tests.sandbox_client import SandboxClient

LOWEST, HIGHEST = Decimal("0.65"), Decimal("1.45")
STEPS = tuple(map(Decimal, ("0.82", "0.88", "0.93", "0.97", "1.02", "1.06", "1.12", "1.2")))
# Below whatever the script brings: at the end every drop has to be told.
FINAL = Decimal("0.6")
# What a lie makes of the price. A hotel's next one is always another, and further from the last
# than prices are from each other: the same lie twice would be a price seen twice, and believed.
LIES = tuple(map(Decimal, ("0.15", "0.05", "0.015", "0.005")))
# Suppliers quote a night and round.
ROUNDING = Decimal("0.005")


@dataclass
class Market:
    """Moves prices by dice and remembers what is true: the totals, and the hotels that are full.

    A glitch is a wrong answer; what is true it does not change.
    """

    sandbox: SandboxClient
    watched: Sequence[Watched]
    dice: Random
    totals: dict[int, Decimal] = field(default_factory=dict)
    full: set[str] = field(default_factory=set)
    lies: Counter[str] = field(default_factory=Counter)
    moves: int = 0

    def __post_init__(self) -> None:
        """Begin with the prices that the travellers saw."""
        self.totals = {one.trackable_id: one.total for one in self.watched}

    async def run(self, pause: float) -> None:
        """Move something again and again."""
        while True:
            await self.move()
            await asyncio.sleep(pause)

    async def move(self) -> None:
        """Move one thing."""
        one = self.dice.choice(self.watched)
        what = self.dice.random()
        self.moves += 1
        if what < 0.06:
            await self._lie(one.hotel)
        elif what < 0.12 or one.hotel in self.full:
            await self._set_full(one.hotel, full=one.hotel not in self.full)
        else:
            wished = self.totals[one.trackable_id] * self.dice.choice(STEPS)
            await self.set_total(one, min(max(wished, one.total * LOWEST), one.total * HIGHEST))

    async def settle(self) -> None:
        """Open every hotel and let every price fall below all that it has been."""
        for hotel in sorted(self.full):
            await self._set_full(hotel, full=False)
        for one in self.watched:
            await self.set_total(one, one.total * FINAL)

    def is_true(self, trackable_id: int, total: Decimal | None) -> bool:
        """Return whether a total is the one that holds, but for a supplier's rounding."""
        true = self.totals[trackable_id]
        return total is not None and abs(total - true) <= true * ROUNDING

    def is_of_last_fall(self, trackable_id: int, total: Decimal | None) -> bool:
        """Return whether a total lies where only the last fall has led.

        One supplier may ask a little more than the other, who tells the price of now.
        """
        if total is None:
            return False
        least_before = self._first(trackable_id) * LOWEST
        return self.is_true(trackable_id, total) or self.totals[trackable_id] < total < least_before

    def is_lie(self, trackable_id: int, total: Decimal | None) -> bool:
        """Return whether a total lies below all that the script has ever set."""
        return total is not None and total < self._first(trackable_id) * FINAL * (1 - ROUNDING)

    def _first(self, trackable_id: int) -> Decimal:
        return next(one.total for one in self.watched if one.trackable_id == trackable_id)

    async def set_total(self, one: Watched, total: Decimal) -> None:
        """Set a stay's total, in whole rupees."""
        whole = total.quantize(Decimal(1))
        self.totals[one.trackable_id] = whole
        dates = {"check_in": one.check_in.isoformat(), "check_out": one.check_out.isoformat()}
        await self._hand(one.hotel, "price", {"total": str(whole), **dates})

    async def _lie(self, hotel: str) -> None:
        factor = LIES[self.lies[hotel] % len(LIES)]
        self.lies[hotel] += 1
        await self._hand(hotel, "glitch", {"factor": str(factor), "times": 1})

    async def _set_full(self, hotel: str, *, full: bool) -> None:
        (self.full.add if full else self.full.discard)(hotel)
        await self._hand(hotel, "availability", {"available": not full})

    async def _hand(self, hotel: str, what: str, body: dict[str, object]) -> None:
        await self.sandbox.call("POST", f"market/hotels/{hotel}/{what}", body)

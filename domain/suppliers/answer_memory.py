"""Caches slowly changing answers in memory: places and content."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from domain.clock import Clock
from domain.suppliers.contract import SupplierError

K = TypeVar("K")
V = TypeVar("V")


@dataclass(slots=True)
class Kept(Generic[K, V]):
    """Values by key, each kept for `life`; beyond `most` the oldest are dropped."""

    life: timedelta
    most: int
    _values: OrderedDict[K, tuple[datetime, V]] = field(default_factory=OrderedDict)

    def get(self, key: K, now: datetime) -> V | None:
        """Return the value, or None if there is no valid one."""
        kept = self._values.get(key)
        return kept[1] if kept is not None and now < kept[0] else None

    def put(self, key: K, value: V, now: datetime) -> None:
        """Store `value` as of `now`."""
        self._values.pop(key, None)
        self._values[key] = (now + self.life, value)
        while len(self._values) > self.most:
            self._values.popitem(last=False)

    async def recall(self, key: K, clock: Clock, ask: Callable[[], Awaitable[V]]) -> V:
        """Return the value; if there is no valid one, `ask` for it. Raises what `ask` raises."""
        kept = self.get(key, clock.now())
        if kept is None:
            kept = await ask()
            self.put(key, kept, clock.now())
        return kept

    async def recall_or_none(
        self, key: K, clock: Clock, ask: Callable[[], Awaitable[V]]
    ) -> V | None:
        """Return the value as `recall` does, or None if the supplier cannot tell it now."""
        try:
            return await self.recall(key, clock, ask)
        except SupplierError:
            return None

"""Something happens around a call: at a supplier that books, at the provider, at Telegram."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from domain.app import App
from tests.chaos.bookings.matrix import Call

Happening = Callable[[], Awaitable[None]]
# What goes over a supplier's line; the rest of a gateway only reads what it was told.
LINES = frozenset({
    "recheck", "book", "find", "details", "quote_cancellation", "cancel", "hold", "confirm_hold",
    "release_hold", "refund", "sendInvoice", "answerPreCheckoutQuery", "take", "handle",
})  # fmt: skip


@dataclass
class Watch:
    """Counts calls by operation, and has something happen before and after one of them."""

    call: Call | None = None
    before: Happening | None = None
    after: Happening | None = None
    counts: Counter[str] = field(default_factory=Counter)

    async def around(self, operation: str, go: Callable[[], Awaitable[Any]]) -> Any:
        """Make a call, with whatever happens around it."""
        call, nth = self.call, self.counts[operation]
        is_it = call is not None and (call.operation, call.nth) == (operation, nth)
        self.counts[operation] += 1
        if is_it and self.before is not None:
            await self.before()
        answer = await go()
        if is_it and self.after is not None:
            await self.after()
        return answer


@dataclass
class Around:
    """A gateway or port whose calls are watched."""

    watched: Any
    watch: Watch

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.watched, name)
        if name not in LINES:
            return method

        async def call(*values: Any, **named: Any) -> Any:
            return await self.watch.around(name, lambda: method(*values, **named))

        return call


def surround(app: App, watch: Watch) -> None:
    """Watch every supplier that books."""
    for supplier, gateway in list(app.suppliers.booking.items()):
        plain = gateway.watched if isinstance(gateway, Around) else gateway
        surrounded: Any = Around(plain, watch)
        app.suppliers.booking[supplier] = surrounded

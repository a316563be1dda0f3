"""Filters are asked where the updates are handled, not in threads.

aiogram hands a filter that is no coroutine to a thread, `F.text` as well as one that computes. Ours
look at a value: a message that two dozen rooms are asked about would wait for as many threads.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Router


def ask_at_once(root: Router) -> None:
    """Ask every filter that is registered by now without a thread."""
    for router in root.chain_tail:
        for observer in router.observers.values():
            own = observer._handler  # noqa: SLF001 - the filters of the room itself
            for handler in (own, *observer.handlers):
                for one in handler.filters or ():
                    if not one.awaitable:
                        one.callback, one.awaitable = _awaited(one.callback), True


def _awaited(callback: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def ask(*values: Any, **named: Any) -> Any:
        return callback(*values, **named)

    return ask

"""An update's way through the rooms, to the handler that takes it.

It is the handler that aiogram's own way finds, which asks each of sixty rooms in seven nested
calls, whether the room has routes for such an update or not: a tenth of a stored search. Here only
rooms with routes are asked, and their filters in one loop.

aiogram hands a filter that is no coroutine to a thread, `F.text` as well as one that computes. Ours
look at a value: a message that two dozen rooms are asked about would wait for as many threads.
"""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import Any

from aiogram import Dispatcher, Router
from aiogram.dispatcher.event.bases import REJECTED, UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import FilterObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.types import TelegramObject


@dataclass(frozen=True, slots=True)
class _Door:
    """A room's routes for one kind of update, and those of the rooms inside it."""

    room: Router
    observer: TelegramEventObserver
    inner: tuple["_Door", ...]


class RoomDispatcher(Dispatcher):
    """aiogram's dispatcher over rooms that are all known once they are opened."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._doors: dict[str, tuple[_Door, ...]] = {}

    def open_rooms(self, *rooms: Router) -> None:
        """Take in the rooms in their order; routes that they register later are not asked."""
        self.include_routers(*rooms)
        for router in self.chain_tail:
            for observer in router.observers.values():
                _ask_at_once(observer)
        self._doors = {kind: _doors(self, kind) for kind in self.observers}

    async def _propagate_event(
        self,
        observer: TelegramEventObserver | None,  # noqa: ARG002 - it has no routes of its own
        update_type: str,
        event: TelegramObject,
        **kwargs: Any,
    ) -> Any:
        return await _asked(self._doors[update_type], event, kwargs)


def _doors(router: Router, kind: str) -> tuple[_Door, ...]:
    """Return where updates of a kind may go from a room on. Raises TypeError for a room that wants
    to stand around all its routes: nothing here asks it to.
    """
    found = []
    for room in router.sub_routers:
        observer, inner = room.observers.get(kind), _doors(room, kind)
        if observer is None or not (observer.handlers or inner):
            continue
        if len(observer.outer_middleware):
            raise TypeError(f"{room.name} has an outer middleware")
        found.append(_Door(room, observer, inner))
    return tuple(found)


async def _asked(doors: Iterable[_Door], event: TelegramObject, values: dict[str, Any]) -> Any:
    """Return what the handler returns that takes an update, UNHANDLED if none does."""
    for door in doors:
        given = {**values, "event_router": door.room}
        if not await _passes(door.observer._handler.filters, event, given):  # noqa: SLF001 - its own
            continue
        outcome = await _handled(door.observer, event, given)
        if outcome is UNHANDLED:
            outcome = await _asked(door.inner, event, given)
        if outcome is not UNHANDLED and outcome is not REJECTED:
            return outcome
    return UNHANDLED


async def _handled(
    observer: TelegramEventObserver, event: TelegramObject, values: dict[str, Any]
) -> Any:
    """Return what a room's first handler whose filters let an update through returns."""
    for handler in observer.handlers:
        given = {**values, "handler": handler}
        if not await _passes(handler.filters, event, given):
            continue
        around = observer._resolve_middlewares()  # noqa: SLF001 - of the rooms around it, too
        try:
            return await observer.middleware.wrap_middlewares(around, handler.call)(event, given)
        except SkipHandler:
            continue
    return UNHANDLED


async def _passes(
    filters: Iterable[FilterObject] | None, event: TelegramObject, values: dict[str, Any]
) -> bool:
    """Return whether all filters let an update through; what they find joins `values`."""
    for one in filters or ():
        found = await one.callback(event, **one._prepare_kwargs(values))  # noqa: SLF001 - what it asks for
        if not found:
            return False
        if isinstance(found, dict):
            values.update(found)
    return True


def _ask_at_once(observer: TelegramEventObserver) -> None:
    """Have filters that are no coroutines asked without a thread."""
    for handler in (observer._handler, *observer.handlers):  # noqa: SLF001 - the room's own filters
        for one in handler.filters or ():
            if not one.awaitable:
                one.callback, one.awaitable = _awaited(one.callback), True


def _awaited(callback: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def ask(*values: Any, **named: Any) -> Any:
        return callback(*values, **named)

    return ask

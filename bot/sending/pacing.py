"""Every call that Telegram counts takes its turn here, on its way out of any process."""

import asyncio
import math
import time
import zlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from aiogram import Bot
from aiogram.client.session.middlewares.base import (
    BaseRequestMiddleware,
    NextRequestMiddlewareType,
)
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from bot.sending.limiter import Errand, Priority, SendLimiter
from bot.sending.pauses import Pauses
from domain.outbox.queries.pauses import EVERYWHERE
from domain.tracing import Joint, stepped

# A longer wait for a turn is reported to the caller instead of being waited for.
PATIENCE_SECONDS = {
    Priority.INTERACTIVE: 3.0,
    Priority.BACKGROUND: 5.0,
    Priority.BROADCAST: 5.0,
    Priority.SPARE: 0.0,
}
NEW = ("send", "copyMessage", "forwardMessage")
EDITS = "editMessage"
UNCOUNTED = frozenset({"sendChatAction"})


class TurnFarOff(TelegramRetryAfter):
    """A background send's turn is more than a short `wait` (seconds) away.

    Nothing was sent: it was not asked for, or Telegram wants none of it for this long.
    """

    def __init__(self, method: TelegramMethod[TelegramType], wait: float) -> None:
        super().__init__(method, "the turn is far off", max(1, math.ceil(wait)))
        self.wait = wait


class GivenUp(Exception):
    """What was to be sent is another's by now; nothing was asked."""


IsOurs = Callable[[], Awaitable[bool]]
_is_paid: ContextVar[bool] = ContextVar("is_paid", default=False)
_is_ours: ContextVar[IsOurs | None] = ContextVar("is_ours", default=None)
_is_spare: ContextVar[bool] = ContextVar("is_spare", default=False)


@contextmanager
def sent_only_if(is_ours: IsOurs) -> Iterator[None]:
    """Ask once more between each call's turn and the call itself; raises `GivenUp` if not.

    However long the line was: what holds when a call is made holds at the call, not before it.
    """
    token = _is_ours.set(is_ours)
    try:
        yield
    finally:
        _is_ours.reset(token)


@contextmanager
def paid_with_stars(is_paid: bool) -> Iterator[None]:
    """Have Telegram take Stars for new messages, which then go beyond the usual rate."""
    token = _is_paid.set(is_paid)
    try:
        yield
    finally:
        _is_paid.reset(token)


@contextmanager
def sent_only_where_there_is_room() -> Iterator[None]:
    """Send what is only useful immediately; raises `TurnFarOff` where there is no room."""
    token = _is_spare.set(True)
    try:
        yield
    finally:
        _is_spare.reset(token)


def _paid(method: TelegramMethod[TelegramType]) -> TelegramMethod[TelegramType]:
    """Return the call paid with Stars, where it can be."""
    if _is_paid.get() and "allow_paid_broadcast" in type(method).model_fields:
        return method.model_copy(update={"allow_paid_broadcast": True})
    return method


def errand_of(method: TelegramMethod[TelegramType]) -> Errand | None:
    """Return what a call counts as, None for one that Telegram does not count."""
    name, chat_id = method.__api_method__, getattr(method, "chat_id", None)
    inline_id = getattr(method, "inline_message_id", None)
    if name.startswith(EDITS) and isinstance(inline_id, str):
        return Errand(line_of_card(inline_id), is_new=False)
    is_new = name.startswith(NEW) and name not in UNCOUNTED
    if not isinstance(chat_id, int) or not (is_new or name.startswith(EDITS)):
        return None
    return Errand(chat_id, is_new, bool(getattr(method, "allow_paid_broadcast", None)))


def line_of_card(inline_message_id: str) -> int:
    """Return the number under which the edits of a message sent by inline mode are counted.

    Its chat is not known: it counts like a group of its own, below all that Telegram numbers.
    """
    return -(2**62) - zlib.crc32(inline_message_id.encode())


class Pacing(BaseRequestMiddleware):
    """Gives each counted call its turn, and informs all processes when Telegram demands a pause.

    If no turn is available soon, a sender whose traveller is waiting gets what Telegram would
    raise, `TelegramRetryAfter`, and a background sender `TurnFarOff`. `pauses` are those that
    outlive Redis; no call is made during one.
    """

    def __init__(
        self, limiter: SendLimiter, priority: Priority, pauses: Pauses | None = None
    ) -> None:
        self._limiter, self._priority, self._pauses = limiter, priority, pauses

    @property
    def _standing(self) -> Priority:
        """Return how what is sent just now stands to all others."""
        return Priority.SPARE if _is_spare.get() else self._priority

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        """Wait for the turn, call, and give the place back."""
        method = _paid(method)
        errand = errand_of(method)
        if errand is None:
            return await make_request(bot, method)
        await self._keep_pause(errand, method)
        patience = PATIENCE_SECONDS[self._standing]
        turn = await self._limiter.take_turn(errand, self._standing, patience)
        if not turn.given or turn.wait > patience:
            raise self._not_yet(method, turn.wait)
        comes_at = time.monotonic() + turn.wait
        try:
            await self._keep_pause(errand, method)
            is_ours = _is_ours.get()
            if is_ours is not None and not await is_ours():
                raise GivenUp
            await asyncio.sleep(max(comes_at - time.monotonic(), 0.0))
            return await self._call(make_request, bot, method, errand)
        finally:
            await self._limiter.give_back(turn)

    async def _call(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
        errand: Errand,
    ) -> Response[TelegramType]:
        """Call, and tell everybody when Telegram asks to wait."""
        try:
            with stepped(Joint.SEND, method.__api_method__):
                return await make_request(bot, method)
        except TelegramRetryAfter as busy:
            is_chat = await self._limiter.pause(errand, busy.retry_after)
            if self._pauses is not None:
                paused = errand.chat_id if is_chat else EVERYWHERE
                await self._pauses.note(paused, busy.retry_after)
            if self._standing is not Priority.INTERACTIVE:
                # Not waited for here: what was to be sent goes back, and others go before it.
                raise TurnFarOff(method, busy.retry_after) from busy
            raise

    async def _keep_pause(self, errand: Errand, method: TelegramMethod[TelegramType]) -> None:
        """Raise when Telegram wants a pause, however long ago it said so."""
        wait = 0.0 if self._pauses is None else await self._pauses.left(errand.chat_id)
        if wait > 0:
            raise self._not_yet(method, wait)

    def _not_yet(self, method: TelegramMethod[TelegramType], wait: float) -> TelegramRetryAfter:
        if self._standing is not Priority.INTERACTIVE:
            return TurnFarOff(method, wait)
        return TelegramRetryAfter(method, "no turn yet", max(1, math.ceil(wait)))

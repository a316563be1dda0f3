"""Updates on their way to the bot: long polling or a webhook, never both."""

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import structlog

from sandbox.telegram.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, Refusal

log = structlog.get_logger(__name__)

# How long Telegram keeps an update, by its kind, in seconds.
LIFETIMES = {
    "message": 86_400,
    "edited_message": 86_400,
    "callback_query": 150,
    "pre_checkout_query": 150,
    "inline_query": 30,
    "my_chat_member": 86_400,
}
LONGEST_POLL = 50
MOST_AT_ONCE = 100
FIRST_UPDATE_ID = 100_000_001
RETRY_WAITS = (0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
NOT_ASKED_FOR = {"message_reaction", "message_reaction_count", "chat_member"}


@dataclass(frozen=True, slots=True)
class Update:
    """One update; `lane` names the chat or user whose updates go one after the other."""

    id: int
    kind: str
    body: dict[str, Any]
    lane: str
    expires: float

    def to_json(self) -> dict[str, Any]:
        """Return the Update object."""
        return {"update_id": self.id, self.kind: self.body}


@dataclass(slots=True)
class Webhook:
    """Where updates are pushed to."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    allowed: list[str] | None = None
    last_error: str | None = None
    last_error_date: int | None = None


@dataclass(slots=True)
class UpdateQueue:
    """The bot's pending updates, in order."""

    time: Callable[[], float] = time.time
    pending: list[Update] = field(default_factory=list)
    webhook: Webhook | None = None
    allowed: list[str] | None = None
    # The last update of each kind, for those who want to see it delivered twice.
    last: dict[str, Update] = field(default_factory=dict)
    ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(FIRST_UPDATE_ID))
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _poller: "asyncio.Future[None] | None" = None
    _busy_lanes: set[str] = field(default_factory=set)
    _deliveries: set["asyncio.Task[None]"] = field(default_factory=set)

    def put(self, kind: str, body: dict[str, Any], lane: str) -> Update | None:
        """Queue an update; None when the bot did not ask for its kind."""
        allowed = self.webhook.allowed if self.webhook else self.allowed
        if (allowed and kind not in allowed) or (not allowed and kind in NOT_ASKED_FOR):
            return None
        update = Update(next(self.ids), kind, body, lane, self.time() + LIFETIMES.get(kind, 86_400))
        self.last[kind] = update
        self.pending.append(update)
        self._wake()
        return update

    def repeat(self, update: Update) -> Update:
        """Queue the same update once more under a new id, as Telegram does with presses."""
        again = Update(next(self.ids), update.kind, update.body, update.lane, update.expires)
        self.pending.append(again)
        self._wake()
        return again

    def redeliver(self, update: Update) -> None:
        """Queue the very same update once more, id and all."""
        self.pending.append(update)
        self._wake()

    def clear(self) -> None:
        """Drop everything that waits."""
        self.pending.clear()

    def _wake(self) -> None:
        self._arrived.set()
        if self.webhook is not None:
            self._push()

    def _drop_expired(self) -> None:
        now = self.time()
        self.pending = [update for update in self.pending if update.expires > now]

    async def poll(
        self, offset: int | None, limit: int, seconds: int, allowed: list[str] | None
    ) -> list[dict[str, Any]]:
        """Return the updates from `offset` on, waiting up to `seconds` for the first.

        Raises a 409 while a webhook is set, and in the older of two polls at once.
        """
        if self.webhook is not None:
            raise Refusal(409, WEBHOOK_ACTIVE)
        if allowed is not None:
            self.allowed = allowed or None
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        mine = self._poller = asyncio.get_running_loop().create_future()
        deadline = time.monotonic() + min(max(seconds, 0), LONGEST_POLL)
        if offset is not None:
            self._confirm(offset)
        while True:
            if mine.done():
                raise Refusal(409, OTHER_POLLER)
            self._drop_expired()
            if self.pending or time.monotonic() >= deadline:
                break
            self._arrived.clear()
            await self._arrival(mine, deadline - time.monotonic())
        if self._poller is mine:
            self._poller = None
        return [u.to_json() for u in self.pending[: min(max(limit, 1), MOST_AT_ONCE)]]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [update for update in self.pending if update.id >= offset]

    async def _arrival(self, replaced: "asyncio.Future[None]", seconds: float) -> None:
        waiter: asyncio.Future[Any] = asyncio.ensure_future(self._arrived.wait())
        both: set[asyncio.Future[Any]] = {waiter, replaced}
        await asyncio.wait(both, timeout=max(seconds, 0), return_when=asyncio.FIRST_COMPLETED)
        waiter.cancel()

    def set_webhook(self, webhook: Webhook | None, *, drop_pending: bool) -> None:
        """Push to `webhook` from now on, or poll again with None."""
        if drop_pending:
            self.clear()
        self.webhook = webhook
        if webhook is not None:
            self._push()

    def _push(self) -> None:
        """Start a delivery for every lane that has something and nothing in flight."""
        self._drop_expired()
        for update in self.pending:
            if update.lane not in self._busy_lanes:
                self._busy_lanes.add(update.lane)
                task = asyncio.ensure_future(self._deliver(update.lane))
                self._deliveries.add(task)
                task.add_done_callback(self._deliveries.discard)

    async def _deliver(self, lane: str) -> None:
        """Deliver a lane's updates one by one; one that fails holds up those behind it."""
        try:
            async with httpx.AsyncClient(timeout=60) as client:
                while (hook := self.webhook) is not None:
                    update = next((u for u in self.pending if u.lane == lane), None)
                    if update is None:
                        return
                    await self._deliver_one(client, hook, update)
        finally:
            self._busy_lanes.discard(lane)

    async def _deliver_one(self, client: httpx.AsyncClient, hook: Webhook, update: Update) -> None:
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        for wait in itertools.chain(RETRY_WAITS, itertools.repeat(RETRY_WAITS[-1])):
            await asyncio.sleep(wait)
            if self.webhook is not hook or update.expires <= self.time():
                break
            try:
                answer = await client.post(hook.url, json=update.to_json(), headers=headers)
            except httpx.HTTPError as error:
                reason = f"Connection failed: {type(error).__name__}"
            else:
                if answer.is_success:
                    break
                reason = f"Wrong response from the webhook: {answer.status_code}"
            hook.last_error, hook.last_error_date = reason, int(self.time())
            log.warning("webhook failed", reason=reason, update_id=update.id)
        if self.webhook is hook and update in self.pending:
            self.pending.remove(update)

    async def close(self) -> None:
        """End polls and deliveries."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        for task in self._deliveries:
            task.cancel()
        await asyncio.gather(*self._deliveries, return_exceptions=True)

"""Updates on their way to the bot: kept until it confirms them, fetched by long polling."""

import asyncio
import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.refusals import OTHER_POLLER, WEBHOOK_ACTIVE, WEBHOOK_SET, Refusal
from sandbox.telegram.webhook import Webhook

# How long Telegram keeps an update, by its kind, in seconds.
DAY = 86_400
LIFETIMES = {"callback_query": 150, "pre_checkout_query": 150, "inline_query": 30}
LONGEST_POLL = 50
MOST_AT_ONCE = 100
OWN_ID = b"{id}"
NOT_SENT_UNASKED = {"message_reaction", "message_reaction_count", "chat_member"}
KINDS = NOT_SENT_UNASKED | {
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "inline_query",
    "chosen_inline_result", "callback_query", "shipping_query", "pre_checkout_query",
    "purchased_paid_media", "poll", "poll_answer", "my_chat_member", "chat_join_request",
    "chat_boost", "removed_chat_boost",
}  # fmt: skip
# An offset this far past the newest update is taken for a mistake, as none at all.
FUTURE = 10


@dataclass(frozen=True, slots=True, eq=False)
class Update:
    """One update; `lane` names the chat or user whose updates go one after the other.

    Equal to itself only: the same update can be on its way twice.
    """

    id: int
    kind: str
    body: dict[str, Any]
    lane: str
    expires: float
    raw: bytes | None = None

    def to_bytes(self) -> bytes:
        """Return the Update object as it is sent: what was put in raw goes out as it is."""
        if self.raw is not None:
            return self.raw
        update = {"update_id": self.id, self.kind: self.body}
        return json.dumps(update, ensure_ascii=False, separators=(",", ":")).encode()


class UpdateQueue:
    """The bot's pending updates, in order. `time` gives Unix seconds."""

    def __init__(self, time: Callable[[], float]) -> None:
        self.webhook: Webhook[Update] | None = None
        # The kinds that the bot asked for; None is Telegram's default set.
        self.allowed: list[str] | None = None
        # The last update of each kind, for those who want to see it delivered twice.
        self.last: dict[str, Update] = {}
        self._time = time
        # By the clock, since bots remember ids: after a restart none may come a second time.
        self._next_id = int(time())
        self._pending: dict[Update, None] = {}
        self._poller: asyncio.Future[None] | None = None

    def __len__(self) -> int:
        return len(self._pending)

    def put(self, kind: str, body: dict[str, Any], lane: str) -> None:
        """Queue an update, unless the bot did not ask for its kind."""
        if kind in NOT_SENT_UNASKED if self.allowed is None else kind not in self.allowed:
            return
        expires = self._time() + LIFETIMES.get(kind, DAY)
        self._add(Update(self._new_id(), kind, body, lane, expires))

    def put_raw(self, raw: bytes) -> int:
        """Queue an update that is sent byte for byte, be it JSON or not; return its id.

        `{id}` in it becomes that id, by which a bot confirms it.
        """
        number = self._new_id()
        content = raw.replace(OWN_ID, str(number).encode())
        self._add(Update(number, "raw", {}, f"raw:{number}", self._time() + DAY, content))
        return number

    def repeat(self, kind: str, *, same_id: bool) -> Update | None:
        """Queue the last update of `kind` once more, under its own id or a new one.

        Telegram does the latter with a press whose answer the app did not see.
        """
        last = self.last.get(kind)
        if last is None:
            return None
        number = last.id if same_id else self._new_id()
        again = Update(number, kind, last.body, last.lane, last.expires, last.raw)
        self._add(again)
        return again

    def _new_id(self) -> int:
        self._next_id += 1
        return self._next_id - 1

    def _add(self, update: Update) -> None:
        self.last[update.kind] = update
        self._pending[update] = None
        if self.webhook is not None:
            self.webhook.push(update)
        elif self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def drop(self, update: Update) -> None:
        """Take away an update that was delivered or is too old."""
        self._pending.pop(update, None)

    def clear(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()
        if self.webhook is not None:
            self.webhook.forget()

    async def poll(self, offset: int | None, limit: int, seconds: int) -> list[Update]:
        """Return the updates from `offset` on, waiting up to `seconds` for the first.

        Raises a 409 while a webhook is set, and in the older of two polls at once.
        """
        if self.webhook is not None:
            raise Refusal(409, WEBHOOK_ACTIVE)
        self._end_poll(OTHER_POLLER)
        self._confirm(offset or 0)
        if not self._pending and seconds > 0:
            await self._arrival(min(seconds, LONGEST_POLL))
        return list(itertools.islice(self._pending, min(max(limit, 1), MOST_AT_ONCE)))

    def _confirm(self, offset: int) -> None:
        """Drop the updates before `offset`; a negative one counts from the end.

        One far past the end drops none: Telegram starts from the head then.
        """
        if offset > self._next_id + FUTURE:
            offset = 0
        now = self._time()
        waiting = list(self._pending)[min(offset, 0) :]
        kept = (update for update in waiting if update.id >= offset and update.expires > now)
        self._pending = dict.fromkeys(kept)

    async def _arrival(self, seconds: float) -> None:
        mine = self._poller = asyncio.get_running_loop().create_future()
        try:
            await asyncio.wait_for(mine, seconds)
        except TimeoutError:
            return
        finally:
            if self._poller is mine:
                self._poller = None

    def _end_poll(self, reason: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(Refusal(409, reason))

    async def set_webhook(self, webhook: Webhook[Update] | None) -> None:
        """Push what waits and what comes to `webhook`; with None, wait to be polled again."""
        if self.webhook is not None:
            await self.webhook.close()
        self.webhook = webhook
        if webhook is not None:
            self._end_poll(WEBHOOK_SET)
            for update in self._pending:
                webhook.push(update)

    async def close(self) -> None:
        """End the poll with nothing, and the deliveries."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        if self.webhook is not None:
            await self.webhook.close()

"""The outbox channel that posts events: signed, patient, and bounded in its retries.

A failing hook pauses, longer each time, along with everything else waiting for it: one unreachable
address never holds up another's. After enough failures over a long enough time it is switched off,
and its owner is notified.
"""

import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from domain.clock import Clock
from domain.event_hooks.notices import tell_switched_off
from domain.event_hooks.posts import Posted, Resolve, post, resolve
from domain.event_hooks.queries import (
    Receiver,
    count_failure,
    has_failed,
    lock_failures,
    note_delivered,
    receiver,
    switch_off,
)
from domain.event_hooks.signatures import signed_headers
from domain.outbox.channels import Delivery, Failed, Gone, NotYet, SendsOnly, Sent
from domain.outbox.values import ChannelName, Message
from domain.sealing import unseal
from domain.settings import Settings
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

# Consecutive failures, and the minimum time since the first, before a hook is switched off: seven
# hours of tries, and never for a momentary problem.
MOST_FAILURES = 8
FAILING_FOR = timedelta(hours=1)
FIRST_REST = timedelta(seconds=5)
LONGEST_REST = timedelta(hours=6)
GROWS = 4
SWITCHED_OFF = "the hook is switched off"


def rest_after(failures: int) -> timedelta:
    """Return how long to pause after this many consecutive failures."""
    return min(FIRST_REST * float(GROWS ** min(max(failures, 1) - 1, 10)), LONGEST_REST)


class WebhookChannel(SendsOnly):
    """Posts messages to hooks, addressed by the hook's id."""

    name = ChannelName.WEBHOOK

    def __init__(
        self, database: Database, settings: Settings, clock: Clock, resolve: Resolve = resolve
    ) -> None:
        self._database, self._settings, self._clock = database, settings, clock
        self._resolve = resolve

    async def send(self, message: Message, is_ours: Callable[[], Awaitable[bool]]) -> Delivery:
        """Post; see `Channel`."""
        hook = await receiver(self._database, int(message.address))
        now = self._clock.now()
        secret = None if hook is None else unseal(self._settings, hook.secret)
        if hook is None or secret is None or not hook.is_active:
            return Gone(SWITCHED_OFF)
        if hook.rests_until is not None and hook.rests_until > now:
            return NotYet(hook.rests_until - now)
        if not await is_ours():
            return NotYet(timedelta(0))
        posted = await self._post(hook.url, secret, message)
        log.info("event posted", hook=hook.id, kind=message.kind, why=posted.reason)
        return await self._note(hook, posted)

    async def _post(self, url: str, secret: str, message: Message) -> Posted:
        event_id = f"evt_{message.message_id}"
        body = {
            "id": event_id,
            "type": message.kind,
            "created_at": message.created_at.isoformat(),
            "data": message.values,
        }
        written = json.dumps(body, separators=(",", ":")).encode()
        headers = signed_headers(secret, event_id, written, self._clock.now())
        return await post(
            url,
            headers,
            written,
            may_be_private=self._settings.private_hooks,
            resolve=self._resolve,
        )

    async def _note(self, hook: Receiver, posted: Posted) -> Delivery:
        """Record a post's result, and its consequences."""
        now = self._clock.now()
        if posted.reason is None:
            await note_delivered(self._database, hook.id, now)
            return Sent()
        async with self._database.transaction():
            failures = await self._note_failure(hook.id, posted, now)
            is_over = posted.is_unwanted or await has_failed(
                self._database, hook.id, MOST_FAILURES, FAILING_FOR, now
            )
            if is_over and await switch_off(self._database, hook.id):
                await tell_switched_off(self._database, hook.id, hook.user_id, now)
        if is_over:
            return Gone(posted.reason)
        return Failed(posted.reason, refused=True, wait=rest_after(failures))

    async def _note_failure(self, hook_id: int, posted: Posted, now: datetime) -> int:
        """Count a failure; several at the same time count as one."""
        known = await lock_failures(self._database, hook_id)
        rests_until = now + rest_after(known + 1)
        failures = await count_failure(self._database, hook_id, posted.reason, now, rests_until)
        return known if failures is None else failures

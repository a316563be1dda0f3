"""Sending alerts: claim, look once more, render, send, note what became of it.

Each worker process has a courier with a loop of its own: alerts wait neither for a free place
among the jobs nor for Redis. What has time comes after the alerts: digests, and edits of messages
that were sent.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

import asyncpg
import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.locales import translator
from bot.pacing import GivenUp, sent_only_if
from bot.rendering.alerts import render_alert
from bot.screen import send_message
from domain.alerts.caps import count_alert
from domain.alerts.chats import follow_chat
from domain.alerts.delivery import (
    ClaimedAlert,
    SentMessage,
    await_price,
    claim_alerts,
    mark_dropped,
    mark_failed,
    mark_sent,
    postpone,
    put_off,
    renew_alert,
    renew_claims,
    retry_later,
)
from domain.alerts.digests import hold_alert
from domain.alerts.freshness import Standing
from domain.alerts.quiet_hours import local_day
from domain.alerts.timing import Held, Postponed, overflow, wait_of
from domain.app import App
from domain.db import AWAY
from domain.outbox.leases import kept_alive, surely
from domain.trackers.watching import leave_chat
from workers.digest_delivery import deliver_digests
from workers.living_alerts import edit_alerts
from workers.mishaps import Failed, Gone, Mishap, Moved, NotYet, meaning_of
from workers.second_look import (
    LOOK_AGAIN_AFTER,
    has_fresh_price,
    look_again,
    settle_all,
    standings_of,
)
from workers.thumbnails import charts_of

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 0.5
# Digests and edits have time: they are looked for this often.
LEISURE_EVERY_SECONDS = 2.0
# So many rounds are under way at once, so that one that waits for a supplier holds up no other.
ROUNDS = 3
NOW = timedelta(0)
NO_DIGEST = "over the day's number, and no digest wished"


@dataclass(frozen=True, slots=True)
class Courier:
    """Carries alerts from the outbox to Telegram. `bot` paces what it sends."""

    app: App
    bot: Bot
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _stopped: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """Look into the outbox at once."""
        self._news.set()

    def stop(self) -> None:
        """Carry what has been claimed, and nothing after it."""
        self._stopped.set()
        self._news.set()

    async def run(self) -> None:
        """Deliver until stopped. The database being away is waited out."""
        await asyncio.gather(
            *(self._keep_on(self.deliver, LOOK_EVERY_SECONDS) for _ in range(ROUNDS)),
            self._keep_on(self._work_at_leisure, LEISURE_EVERY_SECONDS),
        )

    async def _keep_on(self, work: Callable[[], Awaitable[int]], pause: float) -> None:
        """Do rounds of work until stopped; after one that found none, wait for news or a while."""
        while not self._stopped.is_set():
            found = 0
            try:
                found = await work()
            except (asyncpg.PostgresError, *AWAY) as error:
                log.warning("outbox not reached", why=type(error).__name__)
            except Exception:
                # What was claimed is claimed again when its lease has run out.
                log.exception("delivery broke off")
            if not found and not self._stopped.is_set():
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), pause)
                if not self._stopped.is_set():
                    self._news.clear()

    async def _work_at_leisure(self) -> int:
        digests = await deliver_digests(self.app, self.bot)
        return digests or await edit_alerts(self.app, self.bot)

    async def deliver(self) -> int:
        """Send what is due, the most urgent first; return how many were claimed."""
        claimed = await claim_alerts(self.app.pool, self.app.clock.now())
        if claimed:
            async with kept_alive(lambda: renew_claims(self.app.pool, claimed)):
                await self._carry(claimed)
        return len(claimed)

    async def _carry(self, claimed: Sequence[ClaimedAlert]) -> None:
        """Bring what was claimed to an end: sent, held, put off or dropped."""
        due = [one for one in claimed if not await self._is_put_off(one)]
        if due:
            standings, now = await standings_of(self.app, due), self.app.clock.now()
            fresh = [one for one in due if has_fresh_price(one, standings, now)]
            old = [one for one in due if one not in fresh]
            await asyncio.gather(self._deliver_all(fresh, standings), self._look_again(old))

    async def _is_put_off(self, claimed: ClaimedAlert) -> bool:
        """Postpone or hold an alert that its reader does not want to hear now."""
        now = self.app.clock.now()
        match wait_of(claimed.stored, now):
            case Postponed(until):
                await put_off(self.app.pool, claimed, until)
            case Held() as held:
                await hold_alert(self.app.pool, claimed, held, now)
            case None:
                return False
        return True

    async def _look_again(self, claimed: Sequence[ClaimedAlert]) -> None:
        """Ask for old prices again; send what is fresh by then or has waited long enough."""
        if not claimed:
            return
        looked = await look_again(self.app, claimed, None)
        for one in looked.waiting:
            now = self.app.clock.now()
            await await_price(self.app.pool, one, now + LOOK_AGAIN_AFTER, now)
        await self._deliver_all(looked.ready, looked.standings)

    async def _deliver_all(
        self, claimed: Sequence[ClaimedAlert], standings: Mapping[int, Standing]
    ) -> None:
        """Send each as it is true now; what is not true any more is dropped."""
        settled = await settle_all(self.app, claimed, standings)
        going = [one for one in settled if await self._is_counted(one)]
        charts = await charts_of(self.app, [one.stored for one in going])
        await asyncio.gather(*(self._send(one, charts.get(one.alert.alert_id)) for one in going))

    async def _is_counted(self, claimed: ClaimedAlert) -> bool:
        """Count an alert among its reader's of today; beyond their number it goes to the digest."""
        now, pool, reader = self.app.clock.now(), self.app.pool, claimed.reader
        if await count_alert(pool, claimed, local_day(now, reader.zone)):
            return True
        held = overflow(reader, now)
        if held is None:
            await mark_dropped(pool, claimed, NO_DIGEST)
        else:
            await hold_alert(pool, claimed, held, now)
        return False

    async def _send(self, claimed: ClaimedAlert, chart: bytes | None) -> None:
        """Send; whatever Telegram says, the row says it too."""
        alert, clock, pool = claimed.alert, self.app.clock, self.app.pool
        try:
            screen = render_alert(alert, translator(alert.language, alert.region), chart)
            with sent_only_if(lambda: renew_alert(pool, claimed)):
                message = await send_message(self.bot, alert.chat_id, screen)
        except GivenUp:
            log.info("alert left to another", alert=alert.alert_id)
        except AWAY:
            # Nobody can say whether it is still ours; it is claimed again when the lease ends.
            raise
        except (TelegramAPIError, ClientDecodeError) as error:
            await self._note(claimed, meaning_of(error))
        except Exception as error:
            # One alert that cannot be rendered must not hold up the others.
            log.exception("alert not sent", alert=alert.alert_id)
            await self._note(claimed, Failed(type(error).__name__, refused=True))
        else:
            sent = SentMessage(message.message_id, message.photo is not None)
            sent_at = clock.now()
            await surely(lambda: mark_sent(pool, claimed, sent, sent_at))
            log.info("alert sent", alert=alert.alert_id, attempts=alert.attempts + 1)

    async def _note(self, claimed: ClaimedAlert, mishap: Mishap) -> None:
        pool, now, chat_id = self.app.pool, self.app.clock.now(), claimed.alert.chat_id
        match mishap:
            case NotYet(wait):
                # Waited out in the outbox, where others can go before.
                await postpone(pool, claimed, now + wait)
            case Moved(new_id):
                await follow_chat(pool, chat_id, new_id, now)
                await retry_later(pool, claimed, now, "the group has a new id", wait=NOW)
            case Gone(reason):
                # The chat is switched off, and nothing is watched for it any more.
                await mark_failed(pool, claimed, reason)
                await leave_chat(pool, chat_id, now)
                log.info("chat unreachable", reason=reason)
            case Failed(reason, refused):
                await retry_later(pool, claimed, now, reason, refused=refused)

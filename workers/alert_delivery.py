"""Sending alerts: claim, look once more, render, send, note what became of it.

Each worker process has a courier with a loop of its own: alerts wait neither for a free place
among the jobs nor for Redis.
"""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import asyncpg
import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.locales import translator
from bot.pacing import TurnFarOff
from bot.rendering.alerts import render_alert
from bot.screen import send_screen
from domain.alerts.delivery import (
    ClaimedAlert,
    claim_alerts,
    follow_chat,
    load_standings,
    mark_dropped,
    mark_sent,
    mark_unreachable,
    postpone,
    retry_later,
)
from domain.alerts.freshness import Overtaken, Standing, is_fresh, may_wait, settle
from domain.app import App
from domain.trackers.checking import check_now
from domain.trackers.watching import pause_chat

log = structlog.get_logger(__name__)

LOOK_EVERY_SECONDS = 0.5
# After a second look that brought nothing the next one is this far off.
LOOK_AGAIN_AFTER = timedelta(seconds=10)
GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")


@dataclass(frozen=True, slots=True)
class Courier:
    """Carries alerts from the outbox to Telegram."""

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
        while not self._stopped.is_set():
            claimed = 0
            try:
                claimed = await self.deliver()
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
                log.warning("outbox not reached", why=type(error).__name__)
            except Exception:
                # What was claimed is claimed again when its lease has run out.
                log.exception("delivery broke off")
            if claimed == 0:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._news.wait(), LOOK_EVERY_SECONDS)
            self._news.clear()

    async def deliver(self) -> int:
        """Send what is due, the most urgent first; return how many were claimed."""
        claimed = await claim_alerts(self.app.pool, self.app.clock.now())
        if not claimed:
            return 0
        standings = await load_standings(self.app.pool, claimed)
        now = self.app.clock.now()
        fresh = [one for one in claimed if _is_fresh(one, standings, now)]
        old = [one for one in claimed if one not in fresh]
        await asyncio.gather(self._deliver_all(fresh, standings), self._look_again(old))
        return len(claimed)

    async def _look_again(self, claimed: Sequence[ClaimedAlert]) -> None:
        """Ask for old prices again; send what is fresh by then or has waited long enough."""
        if not claimed:
            return
        await check_now(self.app, sorted({one.trackable_id for one in claimed}))
        standings, now = await load_standings(self.app.pool, claimed), self.app.clock.now()
        waiting = [
            one
            for one in claimed
            if not _is_fresh(one, standings, now) and may_wait(one.created_at, now)
        ]
        for one in waiting:
            await postpone(self.app.pool, one, now + LOOK_AGAIN_AFTER)
        await self._deliver_all([one for one in claimed if one not in waiting], standings)

    async def _deliver_all(
        self, claimed: Sequence[ClaimedAlert], standings: Mapping[int, Standing]
    ) -> None:
        """Send each; one whose tracker was removed this very moment has no standing any more."""
        await asyncio.gather(
            *(
                self._deliver(one, standings[one.alert.alert_id])
                for one in claimed
                if one.alert.alert_id in standings
            )
        )

    async def _deliver(self, claimed: ClaimedAlert, standing: Standing) -> None:
        """Send one alert as it is true now."""
        settled = settle(claimed.alert, standing)
        if isinstance(settled, Overtaken):
            await mark_dropped(self.app.pool, claimed, settled.value)
            return
        await self._send(replace(claimed, alert=settled))

    async def _send(self, claimed: ClaimedAlert) -> None:
        """Send; whatever Telegram says, the row says it too."""
        alert, clock, pool = claimed.alert, self.app.clock, self.app.pool
        try:
            screen = render_alert(alert, translator(alert.language), clock.now())
            message_id = await send_screen(self.bot, alert.chat_id, screen)
        except (TelegramAPIError, ClientDecodeError) as error:
            await self._note_failure(claimed, error)
        except Exception as error:
            # One alert that cannot be rendered must not hold up the others.
            log.exception("alert not sent", alert=alert.alert_id)
            await retry_later(pool, claimed, clock.now(), type(error).__name__, refused=True)
        else:
            await mark_sent(pool, claimed, message_id, clock.now())
            log.info("alert sent", alert=alert.alert_id, attempts=alert.attempts + 1)

    async def _note_failure(self, claimed: ClaimedAlert, error: AiogramError) -> None:
        pool, now, chat_id = self.app.pool, self.app.clock.now(), claimed.alert.chat_id
        match error:
            case TurnFarOff():
                # Waited out in the outbox, where others can go before.
                await postpone(pool, claimed, now + timedelta(seconds=error.wait))
            case TelegramRetryAfter():
                wait = timedelta(seconds=error.retry_after)
                await retry_later(pool, claimed, now, "Telegram asked to wait", wait=wait)
            case TelegramMigrateToChat():
                await self._follow(claimed, chat_id, error.migrate_to_chat_id)
            case TelegramForbiddenError():
                await self._give_up(claimed, error.message)
            case TelegramBadRequest() | TelegramNotFound() if _is_gone(error):
                await self._give_up(claimed, error.message)
            case TelegramBadRequest() | TelegramNotFound():
                await retry_later(pool, claimed, now, error.message, refused=True)
            case _:
                await retry_later(pool, claimed, now, type(error).__name__)

    async def _follow(self, claimed: ClaimedAlert, old_id: int, new_id: int) -> None:
        now = self.app.clock.now()
        await follow_chat(self.app.pool, old_id, new_id, now)
        await retry_later(self.app.pool, claimed, now, "the group has a new id", wait=timedelta(0))

    async def _give_up(self, claimed: ClaimedAlert, reason: str) -> None:
        """Switch a chat off that has gone, and stop watching for it."""
        await mark_unreachable(self.app.pool, claimed, reason)
        await pause_chat(self.app.pool, claimed.alert.chat_id, self.app.clock.now())
        log.info("chat unreachable", reason=reason)


def _is_fresh(claimed: ClaimedAlert, standings: Mapping[int, Standing], now: datetime) -> bool:
    standing = standings.get(claimed.alert.alert_id)
    return standing is not None and is_fresh(standing, now)


def _is_gone(error: TelegramAPIError) -> bool:
    return any(words in error.message for words in GONE)

"""Sending alerts: claim, look once more, render, send, note what became of it."""

import asyncio
from datetime import timedelta
from typing import Any

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.locales import translator
from bot.rendering.alerts import render_alert
from bot.screen import send_screen
from domain.alerts.delivery import (
    ClaimedAlert,
    claim_alerts,
    follow_chat,
    is_overtaken,
    mark_dropped,
    mark_sent,
    mark_unreachable,
    retry_later,
)
from workers.context import Worker, worker_of

log = structlog.get_logger(__name__)

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")


async def deliver_alerts(ctx: dict[str, Any]) -> int:
    """Send what is due, the most urgent first; return how many were claimed."""
    worker = worker_of(ctx)
    claimed = await claim_alerts(worker.app.pool, worker.app.clock.now())
    await asyncio.gather(*(_deliver(worker, one) for one in claimed))
    return len(claimed)


async def _deliver(worker: Worker, claimed: ClaimedAlert) -> None:
    """Send one alert and note the outcome; whatever Telegram says, the row says it too."""
    pool, clock, alert = worker.app.pool, worker.app.clock, claimed.alert
    if is_overtaken(claimed, alert.previous.amount if alert.previous else None):
        await mark_dropped(pool, claimed, "the price has moved on")
        return
    try:
        await worker.limiter.turn(alert.chat_id)
        screen = render_alert(alert, translator(alert.language), clock.now())
        message_id = await send_screen(worker.bot, alert.chat_id, screen)
    except TelegramRetryAfter as error:
        wait = timedelta(seconds=error.retry_after)
        await retry_later(pool, claimed, clock.now(), "Telegram asked to wait", wait)
    except TelegramMigrateToChat as error:
        await follow_chat(pool, alert.chat_id, error.migrate_to_chat_id, clock.now())
        await retry_later(pool, claimed, clock.now(), "the group has a new id", timedelta(0))
    except TelegramForbiddenError as error:
        await mark_unreachable(pool, claimed, error.message)
    except (TelegramBadRequest, TelegramNotFound) as error:
        if any(reason in error.message for reason in GONE):
            await mark_unreachable(pool, claimed, error.message)
        else:
            await retry_later(pool, claimed, clock.now(), error.message)
    except TelegramAPIError as error:
        await retry_later(pool, claimed, clock.now(), type(error).__name__)
    else:
        await mark_sent(pool, claimed, message_id, clock.now())
        log.info("alert sent", alert=alert.alert_id, attempts=alert.attempts + 1)

"""Sending digests: claim, look once more at every line, leave out what is no longer true."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import chain

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.alerts.digests import render_digest
from bot.alerts.screens import render_alert
from bot.sending.mishaps import Mishap, meaning_of
from bot.sending.pacing import GivenUp, sent_only_if
from bot.sending.screen import Screen, send_message
from domain.alerts.bundles import Bundle
from domain.alerts.delivery import (
    ClaimedAlert,
    SentMessage,
    put_off,
)
from domain.alerts.digests import (
    ClaimedDigest,
    claim_digests,
    end_digest,
    mark_digest_sent,
    renew_digest,
    renew_digests,
    retry_digest,
    tell_digest_by_letter,
    wait_with_digest,
)
from domain.alerts.letters import is_only_mailed, letters
from domain.alerts.timing import Postponed, digest_due, wait_of
from domain.app import App
from domain.db import AWAY
from domain.outbox.channels import Failed, Gone, Moved, NotYet
from domain.outbox.leases import kept_alive, surely
from domain.outbox.values import NewMessage
from domain.prices.forecast_telling import tell
from domain.trackers.chats import follow_chat, leave_chat
from workers.readers import words_of_reader
from workers.second_look import LOOK_AGAIN_AFTER, bundle_true, look_again, what_is_known
from workers.thumbnails import charts_of

log = structlog.get_logger(__name__)

NOTHING_LEFT = "nothing in it is true any more"
NOW = timedelta(0)


async def deliver_digests(app: App, bot: Bot) -> int:
    """Send the digests that are due; return how many were claimed."""
    digests = await claim_digests(app.pool, app.clock.now())
    if digests:
        async with kept_alive(lambda: renew_digests(app.pool, digests)):
            for digest in digests:
                await _deliver(app, bot, digest)
    return len(digests)


async def _deliver(app: App, bot: Bot, digest: ClaimedDigest) -> None:
    now = app.clock.now()
    lines = [one for one in digest.lines if not await _is_silenced(app, one)]
    if not lines:
        await end_digest(app.pool, digest, "dropped", NOTHING_LEFT)
        return
    due_at = digest_due(digest.kind, lines[0].reader, digest.created_at, now)
    if due_at > now or digest.due_at > now:
        # The reader's wishes are others by now.
        await wait_with_digest(app.pool, digest, due_at, chosen_anew=True)
        return
    looked = await look_again(app, lines, await what_is_known(app, lines), digest.due_at)
    if looked.waiting:
        await wait_with_digest(app.pool, digest, app.clock.now() + LOOK_AGAIN_AFTER)
        return
    bundles = await bundle_true(app, lines, looked.known)
    if not bundles:
        await end_digest(app.pool, digest, "dropped", NOTHING_LEFT)
    elif is_only_mailed(app.settings, bundles[0].lead.reader):
        if not await _mail(app, digest, bundles):
            log.info("digest left to another", digest=digest.digest_id)
    else:
        await _send(app, bot, digest, bundles)


async def _mail(app: App, digest: ClaimedDigest, bundles: Sequence[Bundle]) -> bool:
    """Hand a digest over to be mailed alone; False where it cannot be, or is another's."""
    told, now = [*chain(*(one.told for one in bundles))], app.clock.now()
    letter = _letters(app, digest, bundles, now)
    return await tell_digest_by_letter(app.pool, digest, told, letter, now)


def _letters(
    app: App, digest: ClaimedDigest, bundles: Sequence[Bundle], now: datetime
) -> tuple[NewMessage, ...]:
    """Return what tells the same by mail; a single line is an ordinary alert there, too."""
    leads = [one.lead for one in bundles]
    of_several = (digest.digest_id, digest.kind) if len(leads) > 1 else None
    alerts = [one.alert for one in leads]
    return letters(app.settings, leads[0].reader, alerts, now, of_several)


async def _is_silenced(app: App, line: ClaimedAlert) -> bool:
    """Take a line out whose tracker has been muted or snoozed since; it waits for that to end."""
    match wait_of(line.stored, app.clock.now()):
        case Postponed(until):
            await put_off(app.pool, line, until)
            return True
        case _:
            return False


async def _send(
    app: App,
    bot: Bot,
    digest: ClaimedDigest,
    bundles: Sequence[Bundle],
) -> None:
    """Send what is left of a digest; a single line is an ordinary alert."""
    told = [one.told for one in bundles]
    try:
        screen = await _screen(app, digest, bundles)
        with sent_only_if(lambda: renew_digest(app.pool, digest, [*chain(*told)])):
            message = await send_message(bot, digest.chat_id, screen, digest.topic_id)
    except GivenUp:
        log.info("digest left to another", digest=digest.digest_id)
    except AWAY:
        raise
    except (TelegramAPIError, ClientDecodeError) as error:
        await _note(app, digest, bundles, meaning_of(error))
    except Exception as error:
        log.exception("digest not sent", digest=digest.digest_id)
        await _note(app, digest, bundles, Failed(type(error).__name__, refused=True))
    else:
        sent = SentMessage(message.message_id, message.photo is not None)
        sent_at = app.clock.now()
        also = _letters(app, digest, bundles, sent_at)
        await surely(lambda: mark_digest_sent(app.pool, digest, told, sent, sent_at, also))
        log.info("digest sent", digest=digest.digest_id, lines=len(bundles))


async def _screen(app: App, digest: ClaimedDigest, bundles: Sequence[Bundle]) -> Screen:
    leads = [one.lead for one in bundles]
    first, now = leads[0].alert, app.clock.now()
    t = await words_of_reader(app, first)
    told = await tell(app.pool, [one.stored.trackable_id for one in leads], now)
    if len(leads) > 1:
        by_alert = {
            one.alert.alert_id: told[one.stored.trackable_id]
            for one in leads
            if one.stored.trackable_id in told
        }
        return render_digest(digest.kind, [one.alert for one in leads], now, t, by_alert)
    charts = await charts_of(app, [one.stored for one in leads])
    return render_alert(
        first, t, charts.get(first.alert_id), told.get(leads[0].stored.trackable_id)
    )


async def _note(app: App, digest: ClaimedDigest, bundles: Sequence[Bundle], mishap: Mishap) -> None:
    pool, now = app.pool, app.clock.now()
    match mishap:
        case NotYet(wait):
            await wait_with_digest(pool, digest, now + wait)
        case Moved(address):
            await follow_chat(pool, digest.chat_id, int(address), now)
            await retry_digest(pool, digest, now, "the group has a new id", wait=NOW)
        case Gone(reason):
            if not await _mail(app, digest, bundles):
                await end_digest(pool, digest, "failed", reason)
            await leave_chat(pool, digest.chat_id, now)
            log.info("chat unreachable", reason=reason)
        case Failed(reason, refused):
            await retry_digest(pool, digest, now, reason, refused=refused)

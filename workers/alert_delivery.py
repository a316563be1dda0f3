"""Sending alerts: claim, look once more, render, send, note what became of it.

Each worker process has a courier with a loop of its own: alerts wait neither for a free place
among the jobs nor for Redis. What has time comes after the alerts: digests, and edits of messages
that were sent.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError

from bot.alerts.screens import render_alert
from bot.sending.mishaps import Mishap, meaning_of
from bot.sending.pacing import GivenUp, sent_only_if
from bot.sending.screen import send_message
from domain.alerts.bundles import Bundle
from domain.alerts.caps import count_alert
from domain.alerts.delivery import (
    ClaimedAlert,
    SentMessage,
    await_price,
    claim_alerts,
    claim_beside,
    mark_dropped,
    mark_failed,
    mark_sent,
    postpone,
    put_off,
    renew_alert,
    renew_claims,
    retry_later,
    tell_by_letter,
)
from domain.alerts.digests import hold_alert
from domain.alerts.letters import is_only_mailed, letters
from domain.alerts.quiet_hours import local_day
from domain.alerts.timing import Held, Postponed, overflow, wait_of
from domain.app import App
from domain.db import AWAY
from domain.outbox.channels import Failed, Gone, Moved, NotYet
from domain.outbox.leases import kept_alive, surely
from domain.prices.forecast_telling import Told, tell
from domain.tracing import Joint, traced
from domain.trackers.chats import follow_chat, leave_chat
from domain.trackers.lifecycle import end_trackers
from workers.digest_delivery import deliver_digests
from workers.living_alerts import edit_alerts
from workers.readers import words_of_reader
from workers.rounds import Rounds
from workers.second_look import (
    LOOK_AGAIN_AFTER,
    Known,
    bundle_true,
    look_again,
    what_is_known,
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
    _rounds: Rounds = field(default_factory=Rounds)

    def wake(self) -> None:
        """Look into the outbox at once."""
        self._rounds.wake()

    def stop(self) -> None:
        """Carry what has been claimed, and nothing after it."""
        self._rounds.stop()

    async def run(self) -> None:
        """Deliver until stopped."""
        await asyncio.gather(
            *(
                self._rounds.keep_on(self.app, self.deliver, LOOK_EVERY_SECONDS)
                for _ in range(ROUNDS)
            ),
            self._rounds.keep_on(self.app, self._work_at_leisure, LEISURE_EVERY_SECONDS),
        )

    async def _work_at_leisure(self) -> int:
        # A tracker ends at its time, not at the next hour.
        await end_trackers(self.app.pool, self.app.clock.now())
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
            known, now = await what_is_known(self.app, due), self.app.clock.now()
            old = {
                one.alert.tracker_id
                for one in due
                if not known.is_fresh(one, now) or known.old_days(one, now)
            }
            await asyncio.gather(
                self._deliver_all([one for one in due if one.alert.tracker_id not in old], known),
                self._look_again([one for one in due if one.alert.tracker_id in old], known),
            )

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

    async def _look_again(self, claimed: Sequence[ClaimedAlert], known: Known) -> None:
        """Ask for old prices again; send what is fresh by then or has waited long enough.

        What this has brought of the same trackers is told with it.
        """
        if not claimed:
            return
        looked = await look_again(self.app, claimed, known, None)
        for one in looked.waiting:
            now = self.app.clock.now()
            await await_price(self.app.pool, one, now + LOOK_AGAIN_AFTER, now)
        found = await claim_beside(self.app.pool, claimed, self.app.clock.now())
        beside = [one for one in found if not await self._is_put_off(one)]
        ready = [*looked.ready, *beside]
        known = await what_is_known(self.app, ready) if beside else looked.known
        await self._deliver_all(ready, known)

    async def _deliver_all(self, claimed: Sequence[ClaimedAlert], known: Known) -> None:
        """Send what is true now, one message for a tracker's hotel; the rest is dropped."""
        bundles = await bundle_true(self.app, claimed, known)
        going = [one for one in bundles if await self._is_counted(one)]
        going = [one for one in going if not await self._is_left_to_mail(one)]
        charts = await charts_of(self.app, [one.lead.stored for one in going])
        numbers = [one.lead.stored.trackable_id for one in going]
        told = await tell(self.app.pool, numbers, self.app.clock.now())
        await asyncio.gather(
            *(
                self._send(
                    one,
                    charts.get(one.lead.alert.alert_id),
                    told.get(one.lead.stored.trackable_id),
                )
                for one in going
            )
        )

    async def _is_counted(self, bundle: Bundle) -> bool:
        """Count a message among its reader's of today; beyond their number it is for the digest."""
        now, pool, reader = self.app.clock.now(), self.app.pool, bundle.lead.reader
        if await count_alert(pool, bundle.lead, local_day(now, reader.zone), bundle.also):
            return True
        held = overflow(reader, now)
        for one in bundle.told:
            if held is None:
                await mark_dropped(pool, one, NO_DIGEST)
            else:
                await hold_alert(pool, one, held, now)
        return False

    async def _is_left_to_mail(self, bundle: Bundle) -> bool:
        """Hand a message over to be mailed where its reader wants nothing in the chat."""
        is_wished = is_only_mailed(self.app.settings, bundle.lead.reader)
        if is_wished and not await self._mail(bundle):
            log.info("alert left to another", alert=bundle.lead.alert.alert_id)
        return is_wished

    async def _mail(self, bundle: Bundle) -> bool:
        """Hand a message over to be mailed alone; False where it cannot be, or is another's."""
        now, lead = self.app.clock.now(), bundle.lead
        with traced(Joint.SEND, "alert", continues=lead.stored.trace):
            letter = letters(self.app.settings, lead.reader, [lead.alert], now)
            return await tell_by_letter(self.app.pool, bundle.told, letter, now)

    async def _send(self, bundle: Bundle, chart: bytes | None, told: Told | None) -> None:
        """Send; whatever Telegram says, the rows say it too."""
        with traced(Joint.SEND, "alert", continues=bundle.lead.stored.trace):
            await self._bring(bundle, chart, told)

    async def _bring(self, bundle: Bundle, chart: bytes | None, told: Told | None) -> None:
        alert, clock, pool = bundle.lead.alert, self.app.clock, self.app.pool
        try:
            t = await words_of_reader(self.app, alert)
            screen = render_alert(alert, t, chart, told)
            with sent_only_if(lambda: renew_alert(pool, bundle.lead)):
                message = await send_message(self.bot, alert.chat_id, screen, alert.topic_id)
        except GivenUp:
            log.info("alert left to another", alert=alert.alert_id)
        except AWAY:
            # Nobody can say whether it is still ours; it is claimed again when the lease ends.
            raise
        except (TelegramAPIError, ClientDecodeError) as error:
            await self._note(bundle, meaning_of(error))
        except Exception as error:
            # One alert that cannot be rendered must not hold up the others.
            log.exception("alert not sent", alert=alert.alert_id)
            await self._note(bundle, Failed(type(error).__name__, refused=True))
        else:
            sent = SentMessage(message.message_id, message.photo is not None)
            sent_at = clock.now()
            also = letters(self.app.settings, bundle.lead.reader, [alert], sent_at)
            await surely(lambda: mark_sent(pool, bundle.told, sent, sent_at, also))
            log.info("alert sent", alert=alert.alert_id, attempts=alert.attempts + 1)

    async def _note(self, bundle: Bundle, mishap: Mishap) -> None:
        pool, now, chat_id = self.app.pool, self.app.clock.now(), bundle.lead.alert.chat_id
        match mishap:
            case NotYet(wait):
                # Waited out in the outbox, where others can go before.
                for one in bundle.told:
                    await postpone(pool, one, now + wait)
            case Moved(address):
                await follow_chat(pool, chat_id, int(address), now)
                for one in bundle.told:
                    await retry_later(pool, one, now, "the group has a new id", wait=NOW)
            case Gone(reason):
                # The chat is switched off, and nothing is watched for it any more.
                if not await self._mail(bundle):
                    for one in bundle.told:
                        await mark_failed(pool, one, reason)
                await leave_chat(pool, chat_id, now)
                log.info("chat unreachable", reason=reason)
            case Failed(reason, refused):
                for one in bundle.told:
                    await retry_later(pool, one, now, reason, refused=refused)

"""Delivers alerts: claimed, held or looked up again, sent or dropped, and settled."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

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
    put_back,
    put_off,
    renew_alert,
    renew_claims,
    tell_by_letter,
)
from domain.alerts.digests import hold_alert
from domain.alerts.letters import is_only_mailed, letters
from domain.alerts.quiet_hours import local_day
from domain.alerts.timing import Held, Postponed, overflow, wait_of
from domain.app import App
from domain.delivery.messages import alert_message
from domain.delivery.second_look import (
    LOOK_AGAIN_AFTER,
    Known,
    bundle_true,
    look_again,
    what_is_known,
)
from domain.outbox.attempt import tried
from domain.outbox.channels import Channel, Delivery, Gone, Sent
from domain.outbox.leases import kept_alive, surely
from domain.outbox.settlement import Again, Done, settle
from domain.prices.forecast_views import ForecastView, tell
from domain.tracing import Joint, traced

log = structlog.get_logger(__name__)

NO_DIGEST = "over the day's number, and no digest wished"


@dataclass(frozen=True, slots=True)
class AlertDelivery:
    """Delivers alerts by `channel`, which paces its sends."""

    app: App
    channel: Channel

    async def deliver(self) -> int:
        """Deliver what is due, the most urgent first; return how many were claimed."""
        claimed = await claim_alerts(self.app.pool, self.app.clock.now())
        if claimed:
            async with kept_alive(lambda: renew_claims(self.app.pool, claimed)):
                await self._carry(claimed)
        return len(claimed)

    async def _carry(self, claimed: Sequence[ClaimedAlert]) -> None:
        """Settle what was claimed: sent, held, postponed or dropped."""
        due = await self._not_put_off(claimed)
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

    async def _not_put_off(self, claimed: Sequence[ClaimedAlert]) -> list[ClaimedAlert]:
        """Postpone or hold the alerts that their readers do not want now; return the others.

        One instant decides for all, or a pause that ends meanwhile would part simultaneous news.
        """
        now = self.app.clock.now()
        return [one for one in claimed if not await self._is_put_off(one, now)]

    async def _is_put_off(self, claimed: ClaimedAlert, now: datetime) -> bool:
        match wait_of(claimed.stored, now):
            case Postponed(until):
                await put_off(self.app.pool, claimed, until, now)
            case Held() as held:
                await hold_alert(self.app.pool, claimed, held, now)
            case None:
                return False
        return True

    async def _look_again(self, claimed: Sequence[ClaimedAlert], known: Known) -> None:
        """Look old prices up again; send what is then fresh or has waited long enough.

        Related news that this turns up is sent along.
        """
        if not claimed:
            return
        looked = await look_again(self.app, claimed, known, None)
        now = self.app.clock.now()
        for one in looked.waiting:
            await await_price(self.app.pool, one, now + LOOK_AGAIN_AFTER, now)
        found = await claim_beside(self.app.pool, claimed, self.app.clock.now())
        beside = await self._not_put_off(found)
        ready = [*looked.ready, *beside]
        known = await what_is_known(self.app, ready) if beside else looked.known
        await self._deliver_all(ready, known)

    async def _deliver_all(self, claimed: Sequence[ClaimedAlert], known: Known) -> None:
        """Send what is still true, one message per tracker and hotel; drop the rest."""
        bundles = await bundle_true(self.app, claimed, known)
        going = [one for one in bundles if await self._is_counted(one)]
        going = [one for one in going if not await self._is_left_to_mail(one)]
        numbers = [one.lead.stored.trackable_id for one in going]
        told = await tell(self.app.pool, numbers, self.app.clock.now())
        await asyncio.gather(
            *(self._send(one, told.get(one.lead.stored.trackable_id)) for one in going)
        )

    async def _is_counted(self, bundle: Bundle) -> bool:
        """Count a message towards its reader's daily cap; above the cap it goes into the digest."""
        now, pool, reader = self.app.clock.now(), self.app.pool, bundle.lead.reader
        if await count_alert(pool, bundle.lead, local_day(now, reader.zone), bundle.also):
            return True
        held = overflow(reader, now)
        for one in bundle.told:
            if held is None:
                await mark_dropped(pool, one, NO_DIGEST, now)
            else:
                await hold_alert(pool, one, held, now)
        return False

    async def _is_left_to_mail(self, bundle: Bundle) -> bool:
        """Leave a message to mail if its reader wants nothing in the chat."""
        is_wished = is_only_mailed(self.app.settings, bundle.lead.reader)
        if is_wished and not await self._mail(bundle):
            log.info("alert left to another", alert=bundle.lead.alert.alert_id)
        return is_wished

    async def _mail(self, bundle: Bundle, *, also_stopped: bool = False) -> bool:
        """Leave a message to mail alone; False if that is impossible, or another sender holds
        it.
        """
        now, lead = self.app.clock.now(), bundle.lead
        with traced(Joint.SEND, "alert", continues=lead.message.trace):
            letter = letters(self.app.settings, lead.reader, [lead.alert], now)
            pool = self.app.pool
            return await tell_by_letter(pool, bundle.told, letter, now, also_stopped=also_stopped)

    async def _send(self, bundle: Bundle, forecast: ForecastView | None) -> None:
        """Send, and record the channel's answer, whatever it is."""
        with traced(Joint.SEND, "alert", continues=bundle.lead.message.trace):
            message, pool = alert_message(bundle, forecast), self.app.pool
            call = self.channel.send(message, lambda: renew_alert(pool, bundle.told))
            await self._note(bundle, await tried(message, call))

    async def _note(self, bundle: Bundle, delivery: Delivery) -> None:
        now = self.app.clock.now()
        match delivery:
            case Sent():
                await self._note_sent(bundle, delivery, now)
            case Gone() if await self._mail(bundle, also_stopped=True):
                # The chat is gone; readers who also want letters still get one.
                pass
            case _:
                await self._note_unsent(bundle, delivery, now)

    async def _note_sent(self, bundle: Bundle, sent: Sent, now: datetime) -> None:
        message = SentMessage(int(sent.receipt or 0), sent.has_picture)
        also = letters(self.app.settings, bundle.lead.reader, [bundle.lead.alert], now)
        await surely(lambda: mark_sent(self.app.pool, bundle.told, message, now, also))

    async def _note_unsent(self, bundle: Bundle, delivery: Delivery, now: datetime) -> None:
        """Retry what was not sent, as long as that makes sense.

        Alerts of one message wait for the same moment, however often each was tried, so that they
        are claimed and sent together again.
        """
        settled = [(one, settle(one.message, delivery, now)) for one in bundle.told]
        due_at = max((to.due_at for _one, to in settled if isinstance(to, Again)), default=now)
        for one, settlement in settled:
            match settlement:
                case Again():
                    again, sought = replace(settlement, due_at=due_at), one.stored.sought_since
                    await put_back(self.app.pool, one, again, sought, now)
                case Done():
                    await mark_failed(self.app.pool, one, settlement, now)

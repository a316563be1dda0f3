"""Delivers digests: claimed, each line checked once more, outdated ones left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

import structlog

from domain.alerts.bundles import Bundle
from domain.alerts.delivery import ClaimedAlert, SentMessage, put_off
from domain.alerts.digests import (
    ClaimedDigest,
    claim_digests,
    end_digest,
    mark_digest_sent,
    renew_digest,
    renew_digests,
    tell_digest_by_letter,
    wait_with_digest,
)
from domain.alerts.letters import is_only_mailed, letters
from domain.alerts.timing import Postponed, digest_due, wait_of
from domain.app import App
from domain.delivery.messages import digest_message
from domain.delivery.second_look import LOOK_AGAIN_AFTER, bundle_true, look_again, what_is_known
from domain.outbox.attempt import tried
from domain.outbox.channels import Channel, Delivery, Gone, Sent
from domain.outbox.leases import kept_alive, surely
from domain.outbox.settlement import Again, Done, settle, untried
from domain.outbox.values import NewMessage
from domain.prices.forecast_views import tell

log = structlog.get_logger(__name__)

NOTHING_LEFT = Done("dropped", "nothing in it is true any more")


@dataclass(frozen=True, slots=True)
class DigestDelivery:
    """Delivers digests by `channel`, which paces its sends."""

    app: App
    channel: Channel

    async def deliver(self) -> int:
        """Deliver the digests that are due; return how many were claimed."""
        digests = await claim_digests(self.app.pool, self.app.clock.now())
        if digests:
            async with kept_alive(lambda: renew_digests(self.app.pool, digests)):
                for digest in digests:
                    await self._deliver(digest)
        return len(digests)

    async def _deliver(self, digest: ClaimedDigest) -> None:
        app, now = self.app, self.app.clock.now()
        lines = [one for one in digest.lines if not await self._is_silenced(one)]
        if not lines:
            await end_digest(app.pool, digest, NOTHING_LEFT, app.clock.now())
            return
        due_at = digest_due(digest.kind, lines[0].reader, digest.created_at, now)
        if due_at > now or digest.due_at > now:
            # The reader's wishes have changed.
            again = untried(digest.message, due_at)
            await wait_with_digest(app.pool, digest, again, now, chosen_anew=True)
            return
        looked = await look_again(app, lines, await what_is_known(app, lines), digest.due_at)
        if looked.waiting:
            now = app.clock.now()
            again = untried(digest.message, now + LOOK_AGAIN_AFTER)
            await wait_with_digest(app.pool, digest, again, now)
            return
        bundles = await bundle_true(app, lines, looked.known)
        if bundles:
            await self._tell(digest, bundles)
        else:
            await end_digest(app.pool, digest, NOTHING_LEFT, app.clock.now())

    async def _is_silenced(self, line: ClaimedAlert) -> bool:
        """Take out a line whose tracker was muted or snoozed since; it waits for that to end."""
        now = self.app.clock.now()
        match wait_of(line.stored, now):
            case Postponed(until):
                await put_off(self.app.pool, line, until, now)
                return True
            case _:
                return False

    async def _tell(self, digest: ClaimedDigest, bundles: Sequence[Bundle]) -> None:
        """Send the rest of a digest: to the chat, or by mail alone if the reader prefers that."""
        if not is_only_mailed(self.app.settings, bundles[0].lead.reader):
            await self._send(digest, bundles)
        elif not await self._mail(digest, bundles):
            log.info("digest left to another", digest=digest.digest_id)

    async def _mail(
        self, digest: ClaimedDigest, bundles: Sequence[Bundle], *, also_stopped: bool = False
    ) -> bool:
        """Leave a digest to mail alone; False if that is impossible, or another sender holds it."""
        told, now = _all_of(bundles), self.app.clock.now()
        letter = self._letters(digest, bundles, now)
        return await tell_digest_by_letter(
            self.app.pool, digest, told, letter, now, also_stopped=also_stopped
        )

    def _letters(
        self, digest: ClaimedDigest, bundles: Sequence[Bundle], now: datetime
    ) -> tuple[NewMessage, ...]:
        """Return the digest's letters; a single line is an ordinary alert there, too."""
        leads = [one.lead for one in bundles]
        of_several = (digest.digest_id, digest.kind) if len(leads) > 1 else None
        alerts = [one.alert for one in leads]
        return letters(self.app.settings, leads[0].reader, alerts, now, of_several)

    async def _send(self, digest: ClaimedDigest, bundles: Sequence[Bundle]) -> None:
        pool, now = self.app.pool, self.app.clock.now()
        forecasts = await tell(pool, [one.lead.stored.trackable_id for one in bundles], now)
        message = digest_message(digest, bundles, forecasts, now)
        told = _all_of(bundles)
        call = self.channel.send(message, lambda: renew_digest(pool, digest, told))
        await self._note(digest, bundles, await tried(message, call))

    async def _note(
        self, digest: ClaimedDigest, bundles: Sequence[Bundle], delivery: Delivery
    ) -> None:
        pool, now = self.app.pool, self.app.clock.now()
        match delivery:
            case Sent(receipt, has_picture):
                sent = SentMessage(int(receipt or 0), has_picture)
                told, also = [one.told for one in bundles], self._letters(digest, bundles, now)
                await surely(lambda: mark_digest_sent(pool, digest, told, sent, now, also))
            case Gone() if await self._mail(digest, bundles, also_stopped=True):
                # The chat is gone; readers who also want letters still get one.
                pass
            case _:
                match settle(digest.message, delivery, now):
                    case Again() as again:
                        await wait_with_digest(pool, digest, again, now)
                    case Done() as done:
                        await end_digest(pool, digest, done, now)


def _all_of(bundles: Sequence[Bundle]) -> list[ClaimedAlert]:
    return [*chain(*(one.told for one in bundles))]

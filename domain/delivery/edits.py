"""Keeping sent alerts true: edited when the price moves, sells out, is told again or grows old."""

from dataclasses import dataclass

from domain.alerts.days import shift_of
from domain.alerts.living import EDIT_EVERY, Course, LivingAlert, course_of, needs_edit, with_shift
from domain.alerts.queries.living import (
    claim_edits,
    end_life,
    leave_as_it_is,
    look_later,
    mark_edited,
    renew_edit,
    renew_edits,
)
from domain.alerts.queries.loading import load_days
from domain.app import App
from domain.delivery.messages import living_message
from domain.outbox.channels import Channel, Delivery, Failed, NotYet, Sent, Unknown
from domain.outbox.leases import kept_alive, surely
from domain.outbox.trying import tried


@dataclass(frozen=True, slots=True)
class EditDelivery:
    """Edits messages by `channel`, which paces what it sends."""

    app: App
    channel: Channel

    async def deliver(self) -> int:
        """Edit the messages that are due; return how many were looked at."""
        claimed = await claim_edits(self.app.pool, self.app.clock.now())
        if claimed:
            async with kept_alive(lambda: renew_edits(self.app.pool, claimed)):
                for living in claimed:
                    await self._look_at(living)
        return len(claimed)

    async def _look_at(self, living: LivingAlert) -> None:
        pool, now = self.app.pool, self.app.clock.now()
        course = course_of(living, now)
        if not living.is_active:
            # Whoever stopped it wants no more of it; when it goes on in time, so does the message.
            at_end = now >= living.living_until
            await (end_life(pool, living.stored.alert.alert_id) if at_end
                   else leave_as_it_is(pool, living))  # fmt: skip
        elif needs_edit(living, course):
            await self._edit(living, course)
        else:
            await leave_as_it_is(pool, living)

    async def _edit(self, living: LivingAlert, course: Course) -> None:
        alert, pool, now = living.stored.alert, self.app.pool, self.app.clock.now()
        days = await load_days(pool, [alert.tracker_id], now)
        living = with_shift(living, shift_of(living.stored, days.get(alert.tracker_id, ())))
        message = living_message(living, course, now)
        sent = Sent(str(living.message_id), living.has_photo)
        call = self.channel.edit(message, sent, lambda: renew_edit(pool, living))
        await self._note(living, course, await tried(message, call))

    async def _note(self, living: LivingAlert, course: Course, delivery: Delivery) -> None:
        """Note what became of an edit: what is gone is left alone, the rest is tried again."""
        pool, now = self.app.pool, self.app.clock.now()
        match delivery:
            case Sent():
                await surely(lambda: mark_edited(pool, living, course, now))
            case NotYet(wait):
                await look_later(pool, living, now + wait)
            case Failed(_, False) | Unknown():
                await look_later(pool, living, now + EDIT_EVERY)
            case _:
                await end_life(pool, living.stored.alert.alert_id)

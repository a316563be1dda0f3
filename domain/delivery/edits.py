"""Edits of sent alerts, when the price moves, sells out, is alerted again or grows old."""

from dataclasses import dataclass

from domain.alerts.edits import (
    NOT_LIVING,
    ClaimedEdit,
    claim_edits,
    edit_later,
    end_life,
    leave_as_it_is,
    mark_edited,
    renew_edit,
    renew_edits,
    settle_edit,
    with_living,
)
from domain.alerts.living_alerts import Course, course_of, needs_edit, with_shift
from domain.alerts.queries.stored_alerts import load_days
from domain.alerts.watched_days import shift_of
from domain.app import App
from domain.delivery.messages import edit_message
from domain.outbox.attempt import tried
from domain.outbox.channels import Channel, Delivery, Sent
from domain.outbox.leases import kept_alive, surely
from domain.outbox.settlement import Again, Done
from domain.tracing import Joint, traced


@dataclass(frozen=True, slots=True)
class EditDelivery:
    """Edits messages by `channel`, which paces what it sends."""

    app: App
    channel: Channel

    async def deliver(self) -> int:
        """Make the edits that are due; return how many messages were looked at."""
        claimed = await claim_edits(self.app.pool, self.app.clock.now())
        if claimed:
            async with kept_alive(lambda: renew_edits(self.app.pool, claimed)):
                for edit in claimed:
                    await self._look_at(edit)
        return len(claimed)

    async def _look_at(self, edit: ClaimedEdit) -> None:
        pool, now, living = self.app.pool, self.app.clock.now(), edit.living
        course = course_of(living, now)
        if not living.is_active and now >= living.living_until:
            await end_life(pool, edit, Done("dropped", NOT_LIVING), now)
        elif living.is_active and needs_edit(living, course):
            with traced(Joint.SEND, "edit", continues=edit.message.trace):
                await self._edit(edit, course)
        else:
            # Whoever stopped it wants no more of it; when it goes on in time, so does the message.
            await leave_as_it_is(pool, edit, now)

    async def _edit(self, edit: ClaimedEdit, course: Course) -> None:
        alert, pool, now = edit.living.stored.alert, self.app.pool, self.app.clock.now()
        days = await load_days(pool, [alert.tracker_id], now)
        shift = shift_of(edit.living.stored, days.get(alert.tracker_id, ()))
        edit = with_living(edit, with_shift(edit.living, shift))
        message = edit_message(edit, course, now)
        sent = Sent(str(edit.living.message_id), edit.living.has_photo)
        call = self.channel.edit(message, sent, lambda: renew_edit(pool, edit))
        await self._note(edit, course, await tried(message, call))

    async def _note(self, edit: ClaimedEdit, course: Course, delivery: Delivery) -> None:
        """Record the outcome of an edit: deleted messages are left alone, the rest is retried."""
        pool, now = self.app.pool, self.app.clock.now()
        if isinstance(delivery, Sent):
            await surely(lambda: mark_edited(pool, edit, course, now))
            return
        match settle_edit(edit, delivery, now):
            case Again() as again:
                await edit_later(pool, edit, again, now)
            case Done() as done:
                await end_life(pool, edit, done, now)

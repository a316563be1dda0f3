"""Travellers write, administrators are notified, and one answers: each step is one transaction.

See `docs/decisions/0058-support-is-a-thread.md`.
"""

from datetime import timedelta

from domain.accounts.admin_notices import tell_admins
from domain.accounts.travellers import Traveller
from domain.administration.audit import Act, Actor, Deed, note
from domain.administration.support import queries
from domain.administration.support.context import gather_context
from domain.administration.support.errors import SupportBusy, SupportTextTooLong
from domain.administration.support.models import ThreadState
from domain.administration.support.queries import ThreadView, load_thread
from domain.app import App
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage

SUPPORT_WRITTEN, SUPPORT_ANSWERED = "support written", "support answered"
LONGEST_TEXT = 2_000
MOST_AN_HOUR = 10
HOUR = timedelta(hours=1)
# Answered conversations that stay quiet are closed, and deleted half a year later.
QUIET, KEPT_FOR = timedelta(days=14), timedelta(days=180)
LONGEST_TOLD = 300


async def write(app: App, traveller: Traveller, text: str) -> ThreadView:
    """Accept a traveller's message, and notify administrators.

    Raises `SupportTextTooLong` and `SupportBusy`.
    """
    written = _usable(text)
    now = app.clock.now()
    if await queries.count_written(app.pool, traveller.user_id, now - HOUR) >= MOST_AN_HOUR:
        raise SupportBusy(MOST_AN_HOUR)
    context = await gather_context(app.pool, app.redis, traveller.user_id, traveller.chat_id)
    async with app.pool.transaction():
        thread_id = await queries.put_thread(
            app.pool, traveller.user_id, traveller.chat_id, context, now
        )
        number = await queries.put_message(app.pool, thread_id, written, now, is_answer=False)
        values = {
            "thread": thread_id,
            "name": traveller.first_name,
            "user": traveller.user_id,
            "text": written[:LONGEST_TOLD],
        }
        await tell_admins(app.pool, SUPPORT_WRITTEN, str(number), values, now)
        return await load_thread(app.pool, thread_id)


async def answer(app: App, actor: Actor, thread_id: int, text: str) -> ThreadView:
    """Answer a traveller in their chat. Raises NotFound and `SupportTextTooLong`."""
    written, now = _usable(text), app.clock.now()
    async with app.pool.transaction():
        thread = await load_thread(app.pool, thread_id, lock=True)
        number = await queries.put_message(
            app.pool, thread_id, written, now, is_answer=True, admin_id=actor.user_id
        )
        await queries.set_thread_state(app.pool, thread_id, ThreadState.ANSWERED, now)
        message = NewMessage(
            ChannelName.TELEGRAM,
            str(thread.chat_id),
            SUPPORT_ANSWERED,
            f"support:{number}",
            thread.language,
            thread.region,
            {"thread": thread_id, "text": written},
            thread.user_id,
        )
        if thread.chat_id:
            await put_messages(app.pool, [message], now)
        before, after = {"state": thread.state}, {"state": ThreadState.ANSWERED, "message": number}
        deed = Deed(Act.SUPPORT_ANSWERED, f"user:{thread.user_id}", before, after)
        await note(app.pool, actor, deed, now)
        return await load_thread(app.pool, thread_id)


async def close(app: App, actor: Actor, thread_id: int) -> ThreadView:
    """Close a conversation; the traveller's next message opens another. Raises NotFound."""
    now = app.clock.now()
    async with app.pool.transaction():
        thread = await load_thread(app.pool, thread_id, lock=True)
        if thread.state is not ThreadState.CLOSED:
            await queries.set_thread_state(app.pool, thread_id, ThreadState.CLOSED, now)
            before, after = {"state": thread.state}, {"state": ThreadState.CLOSED}
            deed = Deed(Act.SUPPORT_CLOSED, f"user:{thread.user_id}", before, after)
            await note(app.pool, actor, deed, now)
        return await load_thread(app.pool, thread_id)


async def own_thread(app: App, user_id: int) -> ThreadView | None:
    """Return a traveller's open conversation, or None."""
    thread_id = await queries.thread_of(app.pool, user_id)
    return None if thread_id is None else await load_thread(app.pool, thread_id)


def _usable(text: str) -> str:
    written = text.replace("\x00", "").strip()
    if len(written) > LONGEST_TEXT:
        raise SupportTextTooLong(len(written), LONGEST_TEXT)
    return written

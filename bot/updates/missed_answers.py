"""Tells people what went unanswered while Telegram held the bot back for hours.

Whoever pressed is told in the press's own answer, which has other limits; whoever wrote is told
through the outbox, which waits until the pause is over.
"""

from contextlib import suppress
from datetime import timedelta

from aiogram.enums import ChatType
from aiogram.exceptions import TelegramRetryAfter
from aiogram.types import Chat, Update

from bot.updates.setbacks import DATABASE_AWAY
from domain.accounts.travellers import meet_traveller
from domain.app import App
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage

ANSWER_MISSED = "answer missed"
# What is shorter is waited out by whoever asks again.
SHORTEST = timedelta(minutes=2)
USEFUL_FOR = timedelta(days=1)


def pause_of(error: BaseException | None) -> timedelta | None:
    """Return for how long Telegram wants nothing, where that is why something failed."""
    while error is not None:
        if isinstance(error, TelegramRetryAfter):
            wait = timedelta(seconds=error.retry_after)
            return wait if wait >= SHORTEST else None
        error = error.__cause__
    return None


async def promise_word(app: App, update: Update, error: Exception) -> None:
    """Have everybody who got no answer told so after the pause, once, however much they wrote."""
    wait, chat = pause_of(error), _private_chat(update)
    person = update.message.from_user if update.message else None
    if wait is None or chat is None or person is None:
        return
    now = app.clock.now()
    over = now + wait
    with suppress(*DATABASE_AWAY):
        who = await meet_traveller(person.id, person.first_name, person.language_code, now)
        message = NewMessage(
            ChannelName.TELEGRAM, str(chat.id), ANSWER_MISSED,
            f"{ANSWER_MISSED}:{chat.id}:{over:%Y-%m-%dT%H}", who.language, who.region,
            user_id=who.user_id, expires_at=over + USEFUL_FOR,
        )  # fmt: skip
        await put_messages(app.pool, [message], now)


def _private_chat(update: Update) -> Chat | None:
    chat = update.message.chat if update.message else None
    return chat if chat is not None and chat.type == ChatType.PRIVATE else None

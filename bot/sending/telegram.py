"""Telegram as a channel: one message of the outbox at a time, paced with all that is sent."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from aiogram import Bot
from aiogram.exceptions import AiogramError, ClientDecodeError, TelegramAPIError

from bot.locales import Translator, translator
from bot.sending.edits import edit_message
from bot.sending.mishaps import Mishap, meaning_of
from bot.sending.pacing import GivenUp, sent_only_if
from bot.sending.screen import Screen, send_message
from domain.alerts.quiet_hours import quiet_hours
from domain.app import App
from domain.outbox.channels import Delivery, Failed, Gone, Moved, NotYet, Sent
from domain.outbox.values import ChannelName, Message
from domain.trackers.chats import follow_chat, leave_chat

Notice = Callable[[Message, Translator], Screen]
# What has to look something up.
Telling = Callable[[App, Message], Awaitable[Screen]]
IsOurs = Callable[[], Awaitable[bool]]
NOTHING: Mapping[str, Telling] = MappingProxyType({})
AT_ONCE = timedelta(0)


class TelegramChannel:
    """Sends messages into chats, outside their readers' quiet hours where a message names them.

    `notices` put each kind of message in words, `tellings` those kinds for which something is to be
    looked up. Chats that move are followed, and nothing more is watched for those that cannot be
    reached.
    """

    name = ChannelName.TELEGRAM

    def __init__(
        self,
        app: App,
        bot: Bot,
        notices: Mapping[str, Notice],
        tellings: Mapping[str, Telling] = NOTHING,
    ) -> None:
        self._app, self._bot, self._notices, self._tellings = app, bot, notices, tellings

    async def _screen(self, message: Message) -> Screen | None:
        telling, notice = self._tellings.get(message.kind), self._notices.get(message.kind)
        if telling is not None:
            return await telling(self._app, message)
        if notice is not None:
            return notice(message, translator(message.language, message.region))
        return None

    async def send(self, message: Message, is_ours: IsOurs) -> Delivery:
        """Send; see `Channel`."""
        now = self._app.clock.now()
        quiet_until = _quiet_until(message, now)
        if quiet_until is not None:
            return NotYet(quiet_until - now)
        screen = await self._screen(message)
        if screen is None:
            return _no_words(message)
        silence = await silence_before(self._bot, message)
        if silence is not None:
            return silence
        try:
            with sent_only_if(is_ours):
                sent = await send_message(self._bot, int(message.address), screen, message.topic_id)
        except GivenUp:
            return NotYet(AT_ONCE)
        except (TelegramAPIError, ClientDecodeError) as error:
            return await meaning_in_chat(self._app, message, error)
        return Sent(str(sent.message_id), sent.photo is not None)

    async def edit(self, message: Message, sent: Sent, is_ours: IsOurs, /) -> Delivery:
        """Edit; see `Channel`. A message that says it already counts as edited."""
        screen = await self._screen(message)
        if screen is None or sent.receipt is None:
            return _no_words(message)
        chat_id, number = int(message.address), int(sent.receipt)
        try:
            with sent_only_if(is_ours):
                await edit_message(self._bot, chat_id, number, screen, has_picture=sent.has_picture)
        except GivenUp:
            return NotYet(AT_ONCE)
        except (TelegramAPIError, ClientDecodeError) as error:
            return await meaning_in_chat(self._app, message, error)
        return sent


def _no_words(message: Message) -> Failed:
    return Failed(f"no words for {message.kind}", refused=True)


async def silence_before(bot: Bot, message: Message) -> Failed | None:
    """Return why a message that may have come already is not sent again now: nothing answers.

    None for one that did not come, and where Telegram answers: nothing is sent twice into silence.
    """
    if not message.maybe_sent:
        return None
    try:
        await bot.get_me()
    except (TelegramAPIError, ClientDecodeError) as error:
        return Failed(f"asked before it is sent again: {type(error).__name__}")
    return None


async def meaning_in_chat(app: App, message: Message, error: AiogramError) -> Mishap:
    """Return what an error means for a message, and follow or leave its chat where it says so."""
    now, chat_id = app.clock.now(), int(message.address)
    mishap = meaning_of(error)
    match mishap:
        case Moved(address):
            await follow_chat(app.pool, chat_id, int(address), now)
        case Gone():
            await leave_chat(app.pool, chat_id, now)
    return mishap


def _quiet_until(message: Message, now: datetime) -> datetime | None:
    """Return when the reader's quiet hours end, None outside them or where none are named."""
    begins, ends, zone = message.values.get("quiet", (None, None, "UTC"))
    quiet = quiet_hours(begins, ends, zone)
    return None if quiet is None else quiet.quiet_until(now)

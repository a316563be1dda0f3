"""What a failed send means: Telegram's answers in a channel's terms, pure."""

from datetime import timedelta

from aiogram.exceptions import (
    AiogramError,
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.sending.pacing import TurnFarOff
from domain.outbox.channels import Failed, Gone, Moved, NotYet, Unknown

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
# It is in the group or channel, and may not write there: whoever governs it took the right away.
MUTE = ("not enough rights to send text messages", "CHAT_WRITE_FORBIDDEN", "CHAT_RESTRICTED",
        "CHAT_SEND_PLAIN_FORBIDDEN", "need administrator rights in the channel chat",
        "TOPIC_CLOSED")  # fmt: skip
# Nothing was asked: there was no connection.
NEVER_LEFT = (ClientConnectorError, ConnectionTimeoutError)


Mishap = NotYet | Moved | Gone | Failed | Unknown


def meaning_of(error: AiogramError) -> Mishap:
    """Return what a send's error means."""
    match error:
        case TurnFarOff():
            return NotYet(timedelta(seconds=error.wait))
        case TelegramRetryAfter():
            return NotYet(timedelta(seconds=error.retry_after))
        case TelegramMigrateToChat():
            return Moved(str(error.migrate_to_chat_id))
        case TelegramForbiddenError():
            return Gone(error.message)
        case TelegramBadRequest() | TelegramNotFound():
            is_gone = any(words in error.message for words in (*GONE, *MUTE))
            return Gone(error.message) if is_gone else Failed(error.message, refused=True)
        case _:
            return _without_a_word(error)


def is_mute(error: BaseException) -> bool:
    """Return whether the bot may not write in a chat that it is in."""
    return isinstance(error, TelegramBadRequest) and any(words in error.message for words in MUTE)


def _without_a_word(error: AiogramError) -> Failed | Unknown:
    """Return what it means that Telegram's own word on a call is missing."""
    match error:
        case TelegramNetworkError() if not isinstance(error.__cause__, NEVER_LEFT):
            return Unknown(type(error.__cause__).__name__)
        case ClientDecodeError():
            return Unknown("an answer that cannot be read")
        case _:
            return Failed(type(error).__name__)

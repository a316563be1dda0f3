"""What a failed send means: Telegram's answers in a channel's terms, pure."""

from datetime import timedelta

from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.sending.pacing import TurnFarOff
from domain.outbox.channels import Failed, Gone, Moved, NotYet

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")


Mishap = NotYet | Moved | Gone | Failed


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
            is_gone = any(words in error.message for words in GONE)
            return Gone(error.message) if is_gone else Failed(error.message, refused=True)
        case _:
            return Failed(type(error).__name__)

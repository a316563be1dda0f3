"""What a send that went wrong means: Telegram's answers in the courier's terms, pure."""

from dataclasses import dataclass
from datetime import timedelta

from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNotFound,
    TelegramRetryAfter,
)

from bot.pacing import TurnFarOff

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")


@dataclass(frozen=True, slots=True)
class NotYet:
    """Telegram would have nothing yet: the turn comes in `wait`, and no try is used up."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Moved:
    """The group is a supergroup with another id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is there any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The try failed: as a `refused` message, or as a matter of the moment."""

    reason: str
    refused: bool = False


Mishap = NotYet | Moved | Gone | Failed


def meaning_of(error: AiogramError) -> Mishap:
    """Return what an error of a send means."""
    match error:
        case TurnFarOff():
            return NotYet(timedelta(seconds=error.wait))
        case TelegramRetryAfter():
            return NotYet(timedelta(seconds=error.retry_after))
        case TelegramMigrateToChat():
            return Moved(error.migrate_to_chat_id)
        case TelegramForbiddenError():
            return Gone(error.message)
        case TelegramBadRequest() | TelegramNotFound():
            is_gone = any(words in error.message for words in GONE)
            return Gone(error.message) if is_gone else Failed(error.message, refused=True)
        case _:
            return Failed(type(error).__name__)

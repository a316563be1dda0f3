"""Messages that people have sent by inline mode: the bot knows their names, not their chats."""

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import LinkPreviewOptions

from bot.sending.screen import Screen

log = structlog.get_logger(__name__)

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


def preview_of(photo: str | bytes | None) -> LinkPreviewOptions:
    """Return how a photo's address shows above the text; a picture of our own has none."""
    if not isinstance(photo, str):
        return NO_PREVIEW
    return LinkPreviewOptions(url=photo, prefer_large_media=True, show_above_text=True)


async def show_inline(bot: Bot, inline_message_id: str, screen: Screen) -> None:
    """Show a screen in such a message. Raises aiogram's errors, except for hopeless ones.

    It may be gone, or show the same already; Telegram does not say which.
    """
    try:
        await bot.edit_message_text(
            screen.text,
            inline_message_id=inline_message_id,
            reply_markup=screen.keyboard,
            link_preview_options=preview_of(screen.photo),
        )
    except TelegramBadRequest as error:
        log.info("inline message not changed", why=error.message)

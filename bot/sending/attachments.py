"""What is sent besides screens: albums, maps and files."""

from collections.abc import Sequence

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BufferedInputFile,
    InputMediaPhoto,
)
from markupsafe import Markup

from bot.sending.patience import patiently
from domain.suppliers.contract import Coordinates

ALBUM = 10

# Telegram's words where pictures are forbidden in a group.
NO_PHOTOS = ("not enough rights to send photos", "CHAT_SEND_PHOTOS_FORBIDDEN",
             "CHAT_SEND_MEDIA_FORBIDDEN", "not enough rights to send media")  # fmt: skip
# Those for a photo that it could not fetch or read.
BAD_PHOTO = ("failed to get HTTP URL content", "wrong type of the web page content",
             "wrong file identifier/HTTP URL specified", "PHOTO_INVALID_DIMENSIONS",
             "IMAGE_PROCESS_FAILED", "WEBPAGE_")  # fmt: skip


def is_about_photo(error: TelegramBadRequest) -> bool:
    """Return whether a message was refused for its photo alone."""
    return any(words in error.message for words in (*BAD_PHOTO, *NO_PHOTOS))


async def send_album(bot: Bot, chat_id: int, photos: Sequence[str], caption: Markup) -> bool:
    """Send up to ten photos together, `caption` below; False when Telegram could not fetch them."""
    media = [InputMediaPhoto(media=photo) for photo in photos[:ALBUM]]
    media[0] = media[0].model_copy(update={"caption": caption})
    try:
        if len(media) == 1:
            await patiently(lambda: bot.send_photo(chat_id, photos[0], caption=caption))
        else:
            await patiently(lambda: bot.send_media_group(chat_id, list(media)))
    except TelegramBadRequest as error:
        if not is_about_photo(error):
            raise
        return False
    return True


async def send_map(bot: Bot, chat_id: int, point: Coordinates, name: str, address: str) -> None:
    """Send a place on the map with its name and address."""
    await patiently(lambda: bot.send_venue(chat_id, point.latitude, point.longitude, name, address))


async def send_file(bot: Bot, chat_id: int, name: str, content: bytes) -> None:
    """Send a file under a name."""
    file = BufferedInputFile(content, name)
    await patiently(lambda: bot.send_document(chat_id, file))

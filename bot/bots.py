"""The connection to Telegram."""

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import LinkPreviewOptions

from domain.settings import Settings

CALL_SECONDS = 20


def create_bot(settings: Settings) -> Bot:
    """Return a client for the bot of BOT_TOKEN at TELEGRAM_API_URL. Close its `session`."""
    server = TelegramAPIServer.from_base(settings.telegram_api_url.rstrip("/"))
    return Bot(
        settings.bot_token.get_secret_value(),
        session=AiohttpSession(api=server, timeout=CALL_SECONDS),
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )

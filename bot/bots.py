"""The connection to Telegram."""

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.types import LinkPreviewOptions

from bot.limiter import Priority, SendLimiter
from bot.pacing import Pacing
from bot.pauses import Pauses
from domain.app import App
from domain.settings import Settings

CALL_SECONDS = 20


class Session(AiohttpSession):
    """aiogram's session, which closes as soon as its connections have closed.

    aiogram waits a quarter of a second more, for an aiohttp that did not wait for them itself.
    """

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()


def create_bot(settings: Settings, pacing: Pacing | None = None) -> Bot:
    """Return a client for the bot of BOT_TOKEN at TELEGRAM_API_URL. Close its `session`.

    `pacing` makes its calls wait for their turn; a process that serves travellers has one.
    """
    server = TelegramAPIServer.from_base(settings.telegram_api_url.rstrip("/"))
    session = Session(api=server, timeout=CALL_SECONDS)
    if pacing is not None:
        session.middleware(pacing)
    return Bot(
        settings.bot_token.get_secret_value(),
        session=session,
        default=DefaultBotProperties(
            parse_mode=ParseMode.HTML, link_preview=LinkPreviewOptions(is_disabled=True)
        ),
    )


def interactive(app: App) -> Pacing:
    """Return the pace of a process that answers people: it goes before all background sends."""
    return Pacing(SendLimiter(app.redis), Priority.INTERACTIVE, Pauses(app.pool))


def background(app: App, pauses: Pauses | None = None) -> Pacing:
    """Return the pace of a process that writes by itself."""
    return Pacing(SendLimiter(app.redis), Priority.BACKGROUND, pauses or Pauses(app.pool))

"""The connection to Telegram."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from aiogram import Bot
from aiogram.client.default import DefaultBotProperties
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import Response, TelegramMethod
from aiogram.types import LinkPreviewOptions
from aiohttp import ClientError, ClientTimeout

from bot.sending.limiter import Priority, SendLimiter
from bot.sending.pacing import Pacing
from bot.sending.pauses import Pauses
from domain.app import App
from domain.errors import BotTokenRefused, TelegramUnavailable
from domain.settings import Settings

CALL_SECONDS = 20
FIRST_PAUSES = (0.5, 1, 2)


class Session(AiohttpSession):
    """aiogram's session, which closes as soon as its connections have closed.

    aiogram waits a quarter of a second more, for an aiohttp that did not wait for them itself.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._held: dict[type[TelegramMethod[Any]], type[Response[Any]]] = {}

    def check_response(
        self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str
    ) -> Response[Any]:
        """Read an answer. Raises aiogram's errors.

        pydantic forgets the model of one kind of answer when nobody holds it, and makes it again at
        the next call, which takes longer than to read the answer.
        """
        if type(method) not in self._held:
            self._held[type(method)] = Response[method.__returning__]  # type: ignore[name-defined]
        return super().check_response(bot, method, status_code, content)

    async def fetch(self, bot: Bot, method: TelegramMethod[Any], seconds: float) -> bytes:
        """Call a method and return the answer as it came. Raises aiogram's errors.

        What Telegram passes on may be no JSON that can be read; the caller takes it apart.
        """
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        form = self.build_form_data(bot=bot, method=method)
        try:
            async with session.post(url, data=form, timeout=ClientTimeout(seconds)) as response:
                raw = await response.read()
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, f"{type(error).__name__}: {error}") from error
        if response.status != HTTPStatus.OK:
            self.check_response(bot, method, response.status, raw.decode(errors="replace"))
        return raw

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


def broadcasting(app: App, pauses: Pauses) -> Pacing:
    """Return the pace of broadcasts: they take a turn only when nothing else waits."""
    return Pacing(SendLimiter(app.redis), Priority.BROADCAST, pauses)


async def first_answer(call: Callable[[], Awaitable[object]]) -> None:
    """Make a process's first call to Telegram, with patience for a moment's trouble.

    Raises `TelegramUnavailable` when nothing answers there, `BotTokenRefused` for a token that
    Telegram does not know.
    """
    for pause in (*FIRST_PAUSES, None):
        try:
            await call()
        except (TelegramNetworkError, TelegramServerError, ClientDecodeError) as error:
            if pause is None:
                raise TelegramUnavailable(type(error).__name__) from error
            await asyncio.sleep(pause)
        except (TelegramUnauthorizedError, TelegramNotFound) as error:
            raise BotTokenRefused from error
        else:
            return

"""The baseline: FastAPI with one route, and aiogram's own webhook next to it. Run as a process."""

import os

import uvicorn
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message, Update
from fastapi import FastAPI, Request
from pydantic import BaseModel


class Me(BaseModel):
    """As much as the product's own answer holds."""

    id: int
    email: str
    first_name: str
    language: str
    role: str
    is_verified: bool


async def echo(message: Message) -> None:
    """Answer."""
    await message.answer("Hello!")


def bare_web() -> FastAPI:
    """Return the service."""
    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    dispatcher = Dispatcher()
    dispatcher.message.register(echo)
    web = FastAPI()

    @web.get("/me")
    async def me() -> Me:
        return Me(
            id=1, email="asha@example.com", first_name="Asha", language="en", role="traveller",
            is_verified=True,
        )  # fmt: skip

    @web.post("/webhook")
    async def webhook(request: Request) -> dict[str, bool]:
        update = Update.model_validate(await request.json(), context={"bot": bot})
        await dispatcher.feed_update(bot, update)
        return {"ok": True}

    return web


if __name__ == "__main__":
    uvicorn.run(
        bare_web(), host="127.0.0.1", port=int(os.environ["WEB_PORT"]), log_config=None,
        access_log=False, http="h11",
    )  # fmt: skip

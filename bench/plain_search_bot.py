"""The second baseline: the straightforward search bot that one would write in an evening.

A bare aiogram bot that asks one supplier after the other, page by page, takes the same name for
the same hotel, and sends the five cheapest as text. No database, no cache, no traveller, no
pydantic, no coordinates, no photo, no placeholder, no retry, no breaker, no quota. Run as a
process.
"""

import asyncio
import os
from typing import Any

import httpx
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

SHOWN = 5


async def ask_travclan(client: httpx.AsyncClient, base: str) -> dict[str, int]:
    """Return totals by name."""
    body: dict[str, Any] = {"locationId": "7", "page": 1}
    answer = await client.post(f"{base}/hms/external/api/v1/hotels/search", json=body)
    hotels = answer.json()["results"][0]["data"]
    return {hotel["name"]: hotel["availability"]["rate"]["finalRate"] for hotel in hotels}


async def ask_serpapi(client: httpx.AsyncClient, base: str) -> dict[str, int]:
    """Return totals by name."""
    found: dict[str, int] = {}
    params = {"engine": "google_hotels", "q": "Goa"}
    while True:
        answer = (await client.get(f"{base}/search.json", params=params)).json()
        found |= {
            one["name"]: one["total_rate"]["extracted_lowest"] for one in answer["properties"]
        }
        token = answer.get("serpapi_pagination", {}).get("next_page_token")
        if token is None:
            return found
        params["next_page_token"] = token


async def main() -> None:
    """Poll until ended."""
    base = os.environ["SUPPLIERS_URL"]
    client = httpx.AsyncClient()

    async def search(message: Message) -> None:
        found = await ask_travclan(client, base)
        for name, total in (await ask_serpapi(client, base)).items():
            found[name] = min(total, found.get(name, total))
        cheapest = sorted(found.items(), key=lambda pair: pair[1])[:SHOWN]
        text = "\n".join(f"{name}: {total} INR" for name, total in cheapest)
        row = [InlineKeyboardButton(text=str(n), callback_data=str(n)) for n in range(1, SHOWN + 1)]
        await message.answer(text, reply_markup=InlineKeyboardMarkup(inline_keyboard=[row]))

    server = TelegramAPIServer.from_base(os.environ["TELEGRAM_API_URL"])
    dispatcher = Dispatcher()
    dispatcher.message.register(search)
    bot = Bot(os.environ["BOT_TOKEN"], session=AiohttpSession(api=server))
    await dispatcher.start_polling(bot)


if __name__ == "__main__":
    asyncio.run(main())

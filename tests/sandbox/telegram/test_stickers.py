"""Stickers and their sets."""

import json
from typing import Any

import aiogram.types

from tests.sandbox.telegram.serving import TOKEN, RawBot
from tests.sandbox_client import Traveller

NAME = "goa_by_often_hotels_bot"


async def test_a_set_is_made_changed_shown_and_removed(
    bot: RawBot, asha: Traveller, picture: bytes
) -> None:
    owner = {"user_id": asha.id}

    async def upload(content: bytes) -> str:
        answer = await bot.raw(
            "POST", f"/bot{TOKEN}/uploadStickerFile",
            data={**owner, "sticker_format": "static"}, files={"sticker": content},
        )  # fmt: skip
        found: str = answer.json()["result"]["file_id"]
        return found

    def sticker(file_id: str, emoji: str) -> dict[str, Any]:
        return {"sticker": file_id, "format": "static", "emoji_list": [emoji]}

    sun, sea = await upload(picture), await upload(picture + b"sea")
    made = await bot.raw(
        "POST", f"/bot{TOKEN}/createNewStickerSet",
        data={**owner, "name": NAME, "title": "Goa", "stickers": json.dumps([sticker(sun, "☀")])},
    )  # fmt: skip
    assert made.json()["result"]
    assert await bot.call("addStickerToSet", **owner, name=NAME, sticker=sticker(sea, "🌊"))
    assert await bot.call("setStickerPositionInSet", sticker=sea, position=0)
    assert await bot.call("setStickerEmojiList", sticker=sun, emoji_list=["🌞", "☀"])
    assert await bot.call("setStickerSetTitle", name=NAME, title="Goa in December")
    shown = aiogram.types.StickerSet.model_validate(await bot.call("getStickerSet", name=NAME))
    assert (shown.title, [one.emoji for one in shown.stickers]) == ("Goa in December", ["🌊", "🌞"])
    sent = await bot.call("sendSticker", chat_id=asha.id, sticker=sun)
    assert sent["sticker"]["set_name"] == NAME
    assert await bot.call(
        "replaceStickerInSet", **owner, name=NAME, old_sticker=sun, sticker=sticker(sun, "😎")
    )
    assert await bot.call("deleteStickerFromSet", sticker=sea)
    assert len((await bot.call("getStickerSet", name=NAME))["stickers"]) == 1
    taken = {**owner, "name": NAME, "title": "x", "stickers": [sticker(sun, "☀")]}
    for change, words in (
        ({}, "sticker set name is already occupied"),
        ({"name": "goa"}, "invalid sticker set name is specified"),
        ({"title": " "}, "title must be non-empty"),
        ({"name": f"x_{NAME}", "stickers": []}, "STICKERS_EMPTY"),
        ({"name": f"x_{NAME}", "stickers": [sticker(sun, "")]}, "invalid sticker emojis"),
    ):
        refused = await bot.refusal("createNewStickerSet", **(taken | change))
        assert refused == f"Bad Request: {words}"
    assert await bot.call("deleteStickerSet", name=NAME)
    assert await bot.refusal("getStickerSet", name=NAME) == "Bad Request: STICKERSET_INVALID"

"""Photos and files: uploaded, sent again by file_id, fetched from this machine, downloaded."""

import base64
import io
from typing import Any

import pytest
from PIL import Image

from tests.sandbox.telegram.serving import TOKEN, RawBot
from tests.sandbox_client import SandboxClient, SandboxError, Traveller


async def upload(bot: RawBot, chat_id: int, content: bytes) -> dict[str, Any]:
    answer = await bot.raw(
        "POST",
        f"/bot{TOKEN}/sendPhoto",
        data={"chat_id": chat_id, "photo": "attach://room"},
        files={"room": ("room.png", content, "image/png")},
    )
    whole: dict[str, Any] = answer.json()
    return whole


async def test_an_uploaded_photo_has_sizes_and_can_be_sent_again(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, picture: bytes
) -> None:
    sent = (await upload(bot, asha.id, picture))["result"]
    sizes = [(size["width"], size["height"]) for size in sent["photo"]]
    assert sizes == [(90, 60), (320, 213), (800, 533), (1200, 800)]
    largest = sent["photo"][-1]
    assert largest["file_size"] == len(picture)
    again = await bot.call("sendPhoto", chat_id=asha.id, photo=largest["file_id"], caption="again")
    assert again["photo"] == sent["photo"]
    seen = await bot.raw("GET", f"/sandbox/files/{largest['file_id']}")
    assert (seen.content, seen.headers["content-type"]) == (picture, "image/png")
    assert (await sandbox.last_message(asha))["caption"] == "again"


async def test_a_file_is_downloaded_by_its_path(
    bot: RawBot, asha: Traveller, picture: bytes
) -> None:
    sent = (await upload(bot, asha.id, picture))["result"]
    file = await bot.call("getFile", file_id=sent["photo"][-1]["file_id"])
    content = await bot.raw("GET", f"/file/bot{TOKEN}/{file['file_path']}")
    assert content.content == picture
    assert (await bot.raw("GET", f"/file/bot{TOKEN}/files/none")).status_code == 404


async def test_a_photo_is_fetched_from_this_machine_only(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    hotels = await sandbox.call("GET", "market/hotels", destination="Goa")
    own = f"{bot.url}/sandbox/photos/{hotels[0]['id']}/1.jpg"
    fetched = await bot.call("sendPhoto", chat_id=asha.id, photo=own)
    assert fetched["photo"][-1]["width"] > 320
    assert (await bot.call("sendPhoto", chat_id=asha.id, photo=own))["photo"] == fetched["photo"]
    for address in ("http://203.0.113.1/room.jpg", f"{bot.url}/nothing.jpg"):
        assert await bot.refusal("sendPhoto", chat_id=asha.id, photo=address) == (
            "Bad Request: failed to get HTTP URL content"
        )
    assert await bot.refusal("sendPhoto", chat_id=asha.id, photo=f"{bot.url}/sandbox/health") == (
        "Bad Request: wrong type of the web page content"
    )


async def test_what_is_no_photo_is_refused(bot: RawBot, asha: Traveller) -> None:
    strip = io.BytesIO()
    Image.new("RGB", (2100, 100)).save(strip, "PNG")
    assert (await upload(bot, asha.id, strip.getvalue()))["description"] == (
        "Bad Request: PHOTO_INVALID_DIMENSIONS"
    )
    assert (await upload(bot, asha.id, b"words"))["description"] == (
        "Bad Request: IMAGE_PROCESS_FAILED"
    )
    assert (await upload(bot, asha.id, bytes(10_000_001)))["description"] == (
        "Bad Request: file is too big"
    )
    assert await bot.refusal("sendPhoto", chat_id=asha.id) == (
        "Bad Request: there is no photo in the request"
    )
    assert "wrong remote file identifier" in (
        await bot.refusal("sendPhoto", chat_id=asha.id, photo="unknown")
    )


async def test_a_traveller_sends_a_photo(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, picture: bytes
) -> None:
    data = "data:image/png;base64," + base64.b64encode(picture).decode()
    said = await sandbox.say(asha, "my room", photo=data)
    assert (said["caption"], said["photo"][-1]["width"]) == ("my room", 1200)
    update = (await bot.call("getUpdates", offset=-1))[0]
    assert update["message"]["photo"] == said["photo"]
    with pytest.raises(SandboxError, match="422"):
        await sandbox.say(asha, photo="data:image/png;base64,????")


async def test_text_becomes_a_photo_and_back_is_refused(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, picture: bytes
) -> None:
    photo = (await upload(bot, asha.id, picture))["result"]["photo"][-1]["file_id"]
    sent = await bot.call("sendMessage", chat_id=asha.id, text="wait…")
    place = {"chat_id": asha.id, "message_id": sent["message_id"]}
    media = {"type": "photo", "media": photo, "caption": "<b>ready</b>", "parse_mode": "HTML"}
    await bot.call("editMessageMedia", **place, media=media)
    seen = await sandbox.last_message(asha)
    assert (seen["caption"], "text" in seen) == ("ready", False)
    assert seen["caption_entities"] == [{"type": "bold", "offset": 0, "length": 5}]
    assert await bot.refusal("editMessageText", **place, text="x") == (
        "Bad Request: there is no text in the message to edit"
    )
    await bot.call("editMessageCaption", **place, caption="done")
    assert (await sandbox.last_message(asha))["caption"] == "done"

"""Screens are sent and edited as far as Telegram lets them."""

import io

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramForbiddenError, TelegramRetryAfter
from markupsafe import Markup
from PIL import Image

from bot.sending.screen import LONGEST_CAPTION, Screen, send_message, send_screen, show_screen
from tests.sandbox_client import Message, SandboxClient, Traveller, words

TEXT = Screen(Markup("<b>Text</b>"))


def picture(colour: str) -> bytes:
    canvas = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(canvas, "PNG")
    return canvas.getvalue()


PHOTO = Screen(Markup("Photo"), photo=picture("teal"))


@pytest.fixture
async def ravi(sandbox: SandboxClient) -> Traveller:
    """Somebody who let the bot write."""
    traveller = await sandbox.add_user("Ravi")
    await sandbox.say(traveller, "/start")
    return traveller


async def shown(sandbox: SandboxClient, ravi: Traveller) -> list[Message]:
    return [m for m in await sandbox.messages(ravi) if m["from"]["is_bot"]]


async def after(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot, *screens: Screen
) -> list[Message]:
    """Send the first screen, show the others in its place, and return what stands then."""
    message = await send_message(bot, ravi.chat_id, screens[0])
    for screen in screens[1:]:
        await show_screen(bot, message, screen)
    return await shown(sandbox, ravi)


async def test_a_text_becomes_a_photo_and_a_photo_another(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    (message,) = await after(sandbox, ravi, bot, TEXT, PHOTO)
    assert (words(message), message["version"]) == ("Photo", 1)
    assert "photo" in message


async def test_a_photo_that_becomes_a_text_is_replaced(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    (message,) = await after(sandbox, ravi, bot, PHOTO, TEXT)
    assert "photo" not in message
    assert (words(message), message["version"]) == ("Text", 0)


async def test_a_screen_may_keep_the_photo_that_is_there(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    (message,) = await after(
        sandbox, ravi, bot, PHOTO, Screen(Markup("Below the photo"), keeps_photo=True)
    )
    assert "photo" in message
    assert (words(message), message["version"]) == ("Below the photo", 1)


async def test_the_same_screen_again_is_no_error(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    (message,) = await after(sandbox, ravi, bot, TEXT, TEXT)
    assert message["version"] == 0


async def test_a_message_that_is_gone_is_sent_anew(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    message = await send_message(bot, ravi.chat_id, PHOTO)
    await bot.delete_message(ravi.chat_id, message.message_id)
    number = await show_screen(bot, message, TEXT)
    assert [m["message_id"] for m in await shown(sandbox, ravi)] == [number]


@pytest.mark.parametrize(
    "photo", ["http://127.0.0.1:9/none.jpg", "https://example.invalid/photo.jpg"]
)
async def test_a_photo_that_cannot_be_fetched_is_left_out(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot, photo: str
) -> None:
    without = Screen(Markup("Hotel"), photo=photo)
    (message,) = await after(sandbox, ravi, bot, without, TEXT, without)
    assert words(message) == "Hotel"
    assert "photo" not in message


async def test_a_text_too_long_for_a_caption_goes_without_the_photo(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    long = Screen(Markup("<b>{}</b>").format("&" * (LONGEST_CAPTION + 1)), photo=PHOTO.photo)
    (message,) = await after(sandbox, ravi, bot, long)
    assert "photo" not in message
    fitting = Screen(Markup("<b>{}</b>").format("&" * LONGEST_CAPTION), photo=PHOTO.photo)
    message = (await after(sandbox, ravi, bot, fitting))[-1]
    assert "photo" in message


async def test_telegrams_busy_signal_is_waited_out_when_short(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    await sandbox.set_fault("telegram", "status", match="sendMessage", status=429, retry_after=1,
                            times=1)  # fmt: skip
    (message,) = await after(sandbox, ravi, bot, TEXT)
    assert words(message) == "Text"


async def test_a_long_wait_is_left_to_the_caller(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    await sandbox.set_fault("telegram", "status", match="sendMessage", status=429, retry_after=60)
    with pytest.raises(TelegramRetryAfter):
        await send_screen(bot, ravi.chat_id, TEXT)


async def test_a_chat_that_blocked_the_bot_is_told_to_the_caller(
    sandbox: SandboxClient, ravi: Traveller, bot: Bot
) -> None:
    await sandbox.block(ravi)
    with pytest.raises(TelegramForbiddenError):
        await send_screen(bot, ravi.chat_id, TEXT)

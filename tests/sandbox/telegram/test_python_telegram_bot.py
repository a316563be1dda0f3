"""python-telegram-bot as a client: what it offers is sent, and what comes back is understood whole.

Its objects put every field that they do not know into `api_kwargs`: nothing may be left there.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import telegram
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputMediaDocument,
    InputMediaPhoto,
    InputTextMessageContent,
    LabeledPrice,
    LinkPreviewOptions,
    MenuButtonCommands,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
    TelegramObject,
    WebAppInfo,
)
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden, InvalidToken, RetryAfter
from telegram.request import HTTPXRequest

from sandbox.telegram.methods import METHODS
from sandbox.telegram.methods.refused_methods import NAMES
from tests.sandbox.telegram.serving import TOKEN
from tests.sandbox_client import SandboxClient, Traveller

KEYBOARD = InlineKeyboardMarkup(
    [
        [InlineKeyboardButton("Track", callback_data="t:1", style="success")],
        [
            InlineKeyboardButton("Map", url="https://example.com/map"),
            InlineKeyboardButton("Copy", copy_text=CopyTextButton("GOA-1")),
        ],
    ]
)


# What Telegram has told since the version that this library speaks.
YOUNGER = {"can_send_welcome_messages"}


def leftovers(value: Any, path: str = "") -> list[str]:
    """Return what python-telegram-bot did not understand of an answer, by its path."""
    if isinstance(value, (list, tuple)):
        return [left for i, item in enumerate(value) for left in leftovers(item, f"{path}[{i}]")]
    if not isinstance(value, TelegramObject):
        return []
    left = [f"{path}.{name}" for name in value.api_kwargs if name not in YOUNGER]
    for name, item in value.to_dict(recursive=False).items():
        left += leftovers(item, f"{path}.{name}")
    return left


def client(url: str, token: str = TOKEN) -> telegram.Bot:
    requests = [HTTPXRequest(httpx_kwargs={"trust_env": False}) for _ in range(2)]
    return telegram.Bot(
        token,
        base_url=f"{url}/bot",
        base_file_url=f"{url}/file/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )


@pytest.fixture
async def ptb(sandbox_url: str) -> AsyncIterator[telegram.Bot]:
    """An initialised bot, closed after the test."""
    async with client(sandbox_url) as bot:
        yield bot


async def test_the_check_finds_what_is_not_understood(ptb: telegram.Bot) -> None:
    chat = {"id": 1, "type": "private", "odd": 1}
    message = {"message_id": 1, "date": 1, "chat": chat, "strange": 2}
    update = telegram.Update.de_json({"update_id": 1, "message": message}, ptb)
    assert leftovers([update]) == ["[0].message.strange", "[0].message.chat.odd"]


def test_no_method_that_both_know_is_left_out() -> None:
    offered = {name.replace("_", ""): name for name in dir(telegram.Bot) if "_" in name}
    files = Path(__file__).parent.glob("test_python_telegram_bot*.py")
    source = "".join(file.read_text() for file in files)
    called = {method for method in METHODS if f"ptb.{offered.get(method)}" in source}
    refused = {name.lower() for name in NAMES}
    assert sorted(METHODS.keys() & offered.keys() - called - refused) == []


async def test_get_me(ptb: telegram.Bot) -> None:
    me = await ptb.get_me()
    assert (me.username, me.is_bot, leftovers(me)) == ("often_hotels_bot", True, [])


async def test_messages(ptb: telegram.Bot, asha: Traveller) -> None:
    sent = await ptb.send_message(
        asha.id,
        '<b>Goa</b> <a href="https://example.com">link</a> 😀<code>x</code>',
        parse_mode=ParseMode.HTML,
        reply_markup=KEYBOARD,
        reply_parameters=ReplyParameters(1),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        protect_content=True,
    )
    assert leftovers(sent) == []
    assert sent.reply_markup == KEYBOARD
    assert sent.parse_entities() == dict(zip(sent.entities, ["Goa", "link", "x"], strict=True))
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"
    place = (asha.id, sent.message_id)
    edited = await ptb.edit_message_text(r"*two* \.", *place, parse_mode=ParseMode.MARKDOWN_V2)
    assert isinstance(edited, telegram.Message)
    assert (edited.text, edited.reply_markup, leftovers(edited)) == ("two .", None, [])
    assert edited.edit_date is not None
    marked = await ptb.edit_message_reply_markup(*place, reply_markup=KEYBOARD)
    assert leftovers(marked) == []
    again = await ptb.send_message(
        asha.id, "bold", entities=[MessageEntity(MessageEntity.BOLD, 0, 4)]
    )
    assert again.entities == (MessageEntity(MessageEntity.BOLD, 0, 4),)
    copied = await ptb.copy_message(asha.id, asha.id, again.message_id, reply_markup=KEYBOARD)
    assert (copied.message_id, leftovers(copied)) == (again.message_id + 1, [])
    assert await ptb.pin_chat_message(asha.id, again.message_id)
    assert await ptb.set_message_reaction(asha.id, 1, "👍")
    assert await ptb.send_chat_action(asha.id, ChatAction.TYPING)
    assert await ptb.delete_message(asha.id, again.message_id)
    assert await ptb.delete_messages(asha.id, [copied.message_id])


async def test_what_is_passed_on_and_unpinned(ptb: telegram.Bot, asha: Traveller) -> None:
    first = await ptb.send_message(asha.id, "one")
    contact = await ptb.send_contact(asha.id, "+919876543210", "Asha")
    assert contact.contact is not None
    assert (contact.contact.first_name, leftovers(contact)) == ("Asha", [])
    passed = await ptb.forward_message(asha.id, asha.id, first.message_id)
    assert (passed.text, passed.forward_origin is None, leftovers(passed)) == ("one", False, [])
    both = [first.message_id, contact.message_id]
    for some in (
        await ptb.forward_messages(asha.id, asha.id, both),
        await ptb.copy_messages(asha.id, asha.id, both),
    ):
        assert (len(some), leftovers(some)) == (2, [])
    await ptb.pin_chat_message(asha.id, first.message_id)
    assert await ptb.unpin_chat_message(asha.id, first.message_id)
    assert await ptb.unpin_all_chat_messages(asha.id)


async def test_a_group_votes_and_is_left(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller
) -> None:
    group = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    poll = await ptb.send_poll(group, "Where to?", ["Goa", "Jaipur"])
    assert (poll.poll is None, leftovers(poll)) == (False, [])
    ended = await ptb.stop_poll(group, poll.message_id)
    assert (ended.is_closed, leftovers(ended)) == (True, [])
    assert await ptb.get_chat_member_count(group) == 2
    (owner,) = await ptb.get_chat_administrators(group)
    assert (owner.user.id, owner.status, leftovers(owner)) == (asha.id, "creator", [])
    assert await ptb.leave_chat(group)
    with pytest.raises(Forbidden):
        await ptb.send_message(group, "x")


async def test_a_stay_is_paid_and_stars_go_back(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller
) -> None:
    prices = [LabeledPrice("Stay", 9)]
    sent = await ptb.send_invoice(asha.id, "Palms", "12-15 Dec", "b-1", "XTR", prices)
    assert (sent.invoice is None, leftovers(sent)) == (False, [])
    assert (await ptb.create_invoice_link("Palms", "x", "b-2", "XTR", prices)).startswith("http")
    body = {"from_user": asha.id, "chat": asha.chat_id}
    paying = asyncio.create_task(sandbox.call("POST", f"payments/{sent.message_id}", body))
    charge, offset = None, 0
    while charge is None:
        for update in await ptb.get_updates(offset=offset, timeout=5):
            offset = update.update_id + 1
            assert leftovers(update) == []
            if update.pre_checkout_query:
                assert await ptb.answer_pre_checkout_query(update.pre_checkout_query.id, ok=True)
            if update.message and update.message.successful_payment:
                charge = update.message.successful_payment.telegram_payment_charge_id
    assert (await paying)["outcome"] == "paid"
    assert leftovers(await ptb.get_star_transactions()) == []
    assert await ptb.refund_star_payment(asha.id, charge)


async def test_what_ships_is_refused(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await ptb.send_invoice(
        asha.id, "Palms", "12-15 Dec", "b-1", "INR", [LabeledPrice("Stay", 500_000)],
        provider_token="284685063:TEST:MzQ1Njc4", is_flexible=True,
    )  # fmt: skip
    body = {"from_user": asha.id, "chat": asha.chat_id}
    paying = asyncio.create_task(sandbox.call("POST", f"payments/{sent.message_id}", body))
    asked = None
    while asked is None:
        for update in await ptb.get_updates(timeout=5):
            asked = update.shipping_query or asked
    assert await ptb.answer_shipping_query(asked.id, ok=False, error_message="Nothing is shipped.")
    assert (await paying)["outcome"] != "paid"


async def test_reply_keyboards(ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller) -> None:
    keys = ReplyKeyboardMarkup([["Goa", "Jaipur"]], resize_keyboard=True, one_time_keyboard=True)
    assert leftovers(await ptb.send_message(asha.id, "Where to?", reply_markup=keys)) == []
    assert (await sandbox.last_message(asha))["reply_markup"] == keys.to_dict()
    await ptb.send_message(asha.id, "Fine.", reply_markup=ReplyKeyboardRemove())
    assert (await sandbox.last_message(asha))["reply_markup"] == {"remove_keyboard": True}


async def test_photos_and_files(ptb: telegram.Bot, asha: Traveller, picture: bytes) -> None:
    photo = await ptb.send_photo(asha.id, picture, caption="<i>room</i>", parse_mode="HTML")
    assert (photo.caption, photo.photo[-1].width, leftovers(photo)) == ("room", 1200, [])
    again = await ptb.send_photo(asha.id, photo.photo[-1], reply_markup=KEYBOARD)
    assert again.photo == photo.photo
    file = await ptb.get_file(photo.photo[-1])
    assert bytes(await file.download_as_bytearray()) == picture
    assert leftovers(file) == []
    place = (asha.id, again.message_id)
    captioned = await ptb.edit_message_caption(*place, caption="new words")
    assert isinstance(captioned, telegram.Message)
    assert (captioned.caption, leftovers(captioned)) == ("new words", [])
    prices = InputMediaDocument(b"a,b", filename="prices.csv")
    swapped = await ptb.edit_message_media(prices, *place)
    assert isinstance(swapped, telegram.Message)
    assert swapped.document is not None
    assert (swapped.document.file_name, leftovers(swapped)) == ("prices.csv", [])
    document = await ptb.send_document(asha.id, b"PDF", filename="voucher.pdf", caption="yours")
    assert document.document is not None
    assert (document.document.file_name, leftovers(document)) == ("voucher.pdf", [])
    album = await ptb.send_media_group(
        asha.id,
        [InputMediaPhoto(picture, caption="one"), InputMediaPhoto(photo.photo[-1].file_id)],
    )
    assert leftovers(album) == []
    assert len({item.media_group_id for item in album}) == 1
    assert [item.caption for item in album] == ["one", None]


async def test_places(ptb: telegram.Bot, asha: Traveller) -> None:
    located = await ptb.send_location(asha.id, 15.5, 73.7)
    assert located.location is not None
    assert (located.location.latitude, leftovers(located)) == (15.5, [])
    venue = await ptb.send_venue(asha.id, 15.5, 73.7, "Sea View", "Calangute")
    assert venue.venue is not None
    assert (venue.venue.title, leftovers(venue)) == ("Sea View", [])


async def test_the_bots_profile(ptb: telegram.Bot, asha: Traveller) -> None:
    german = [BotCommand("start", "Anfangen")]
    assert await ptb.set_my_commands([BotCommand("start", "Begin")])
    assert await ptb.set_my_commands(german, BotCommandScopeAllPrivateChats(), "de")
    assert await ptb.get_my_commands(BotCommandScopeAllPrivateChats(), "de") == tuple(german)
    assert await ptb.delete_my_commands(BotCommandScopeAllPrivateChats(), "de")
    assert await ptb.get_my_commands(BotCommandScopeAllPrivateChats(), "de") == ()
    assert await ptb.get_my_commands(BotCommandScopeChat(asha.id)) == ()
    assert await ptb.set_my_name("Often", language_code="de")
    assert await ptb.set_my_description("Watches prices.")
    assert await ptb.set_my_short_description("Prices.")
    texts = [
        (await ptb.get_my_name("de")).name,
        (await ptb.get_my_description()).description,
        (await ptb.get_my_short_description("fr")).short_description,
    ]
    assert texts == ["Often", "Watches prices.", "Prices."]
    assert await ptb.set_chat_menu_button(asha.id, MenuButtonCommands())
    assert await ptb.get_chat_menu_button(asha.id) == MenuButtonCommands()


async def test_chats(ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller) -> None:
    chat = await ptb.get_chat(asha.id)
    assert (chat.first_name, leftovers(chat)) == ("Asha", [])
    group = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    assert (await ptb.get_chat(group)).title == "Goa trip"
    member = await ptb.get_chat_member(group, asha.id)
    assert (member.status, leftovers(member)) == ("creator", [])


async def test_updates_of_every_kind(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller, picture: bytes
) -> None:
    screen = await ptb.send_photo(asha.id, picture, reply_markup=KEYBOARD)
    await sandbox.say(asha, "see this", reply_to=screen.message_id)
    await sandbox.say(asha, photo=screen.photo[-1].file_id)
    await sandbox.say(asha, location={"latitude": 15.5, "longitude": 73.7})
    await sandbox.say(asha, contact={"phone_number": "+10000000000", "first_name": "Asha"})
    group = await sandbox.add_group("Goa trip", asha)
    await sandbox.call("POST", f"chats/{group}/migrate")
    await sandbox.block(asha)
    await sandbox.unblock(asha)
    updates = await ptb.get_updates(timeout=1)
    assert leftovers(updates) == []
    assert [update.effective_chat is not None for update in updates] == [True] * 11


async def test_presses(ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller) -> None:
    screen = await ptb.send_message(asha.id, "Goa", reply_markup=KEYBOARD)
    last = (await ptb.get_updates(offset=-1))[0].update_id

    async def answer() -> telegram.CallbackQuery:
        update = (await ptb.get_updates(offset=last + 1, timeout=10))[0]
        assert leftovers(update) == []
        assert update.callback_query is not None
        query_id = update.callback_query.id
        assert await ptb.answer_callback_query(query_id, "Watching", show_alert=True)
        return update.callback_query

    query, outcome = await asyncio.gather(answer(), sandbox.press(asha, "Track"))
    assert query.message == screen
    assert outcome == {"answered": True, "text": "Watching", "show_alert": True, "url": None}


async def test_inline_mode(ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller) -> None:
    kinds = ["inline_query", "chosen_inline_result"]
    last = (await ptb.get_updates(offset=-1, allowed_updates=kinds))[0].update_id

    async def answer() -> None:
        update = (await ptb.get_updates(offset=last + 1, timeout=10, allowed_updates=kinds))[0]
        assert leftovers(update) == []
        assert update.inline_query is not None
        assert (update.inline_query.query, update.inline_query.chat_type) == ("goa", "sender")
        text = InputTextMessageContent("<b>Taj</b>", ParseMode.HTML)
        card = InlineQueryResultArticle("1", "Taj", text, KEYBOARD, description="₹9,000")
        button = InlineQueryResultsButton("Open", start_parameter="inline")
        assert await ptb.answer_inline_query(
            update.inline_query.id, [card], cache_time=1, is_personal=True, button=button
        )

    _none, answered = await asyncio.gather(answer(), sandbox.inline(asha, "goa"))
    message = telegram.Message.de_json(await sandbox.choose(asha, answered, "1"), ptb)
    assert leftovers(message) == []
    assert (message.text, message.via_bot, message.reply_markup) == ("Taj", ptb.bot, KEYBOARD)
    chosen = (await ptb.get_updates(offset=-1, timeout=10))[0]
    assert leftovers(chosen) == []
    assert chosen.chosen_inline_result is not None
    assert chosen.chosen_inline_result.result_id == "1"


async def test_a_mini_app_sends_a_message(
    ptb: telegram.Bot, sandbox: SandboxClient, asha: Traveller
) -> None:
    page = InlineKeyboardButton("Open", web_app=WebAppInfo("https://hotels.example/app"))
    await ptb.send_message(asha.id, "x", reply_markup=InlineKeyboardMarkup([[page]]))
    address = urlsplit((await sandbox.press(asha, "Open"))["url"])
    proof = parse_qs(parse_qs(address.fragment)["tgWebAppData"][0])
    card = InlineQueryResultArticle("1", "Taj", InputTextMessageContent("Taj"), KEYBOARD)
    sent = await ptb.answer_web_app_query(proof["query_id"][0], card)
    assert leftovers(sent) == []
    assert sent.inline_message_id is not None
    said = await sandbox.wait_for(asha, "Taj")
    assert said.pop("version") == 0
    message = telegram.Message.de_json(said, ptb)
    assert leftovers(message) == []
    assert message.via_bot == ptb.bot


async def test_the_webhook(ptb: telegram.Bot) -> None:
    assert await ptb.set_webhook(
        "http://127.0.0.1:9/hook",
        secret_token="secret",
        max_connections=3,
        allowed_updates=["message"],
    )
    info = await ptb.get_webhook_info()
    assert (info.url, info.max_connections, info.allowed_updates, leftovers(info)) == (
        "http://127.0.0.1:9/hook",
        3,
        ("message",),
        [],
    )
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await ptb.get_updates()
    assert await ptb.delete_webhook(drop_pending_updates=True)


async def test_errors_are_understood(
    ptb: telegram.Bot,
    sandbox_url: str,
    sandbox: SandboxClient,
    asha: Traveller,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Its own wish for a later type, which nothing here reads.
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    with pytest.raises(BadRequest, match="Message text is empty"):
        await ptb.send_message(asha.id, "")
    await sandbox.set_fault("telegram", "status", status=429, retry_after=3, times=1)
    with pytest.raises(RetryAfter, match="Retry in 0:00:03"):
        await ptb.send_message(asha.id, "x")
    await sandbox.block(asha)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(asha.id, "x")
    group = await sandbox.add_group("Goa trip", asha)
    new = (await sandbox.call("POST", f"chats/{group}/migrate"))["id"]
    with pytest.raises(ChatMigrated) as migrated:
        await ptb.send_message(group, "x")
    assert migrated.value.new_chat_id == new
    async with AsyncExitStack() as stack:
        with pytest.raises(InvalidToken):
            await stack.enter_async_context(client(sandbox_url, "1:short"))

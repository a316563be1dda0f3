"""Groups without pictures, with topics, that move or close; channels; names that turn round."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import Message as BotMessage
from markupsafe import Markup

from bot.buttons.callbacks import Go, Where
from bot.buttons.keyboards import button, keyboard, link
from bot.sending.screen import Screen, present, send_message
from bot.updates.intake import UpdateIntake
from tests.bot.test_conversations import results
from tests.poison import CHAT, MEMBER, PERSON
from tests.sandbox_client import SandboxClient, Traveller, words
from tests.scene import Scene

HELLO = "I help you choose a hotel together"
PHOTO = b"\x89PNG\r\n\x1a\n" + b"0" * 100


def update(number: int, kind: str, **body: Any) -> dict[str, Any]:
    return {"update_id": number, kind: {"message_id": number, "date": 1, **body}}


def change(number: int, chat: dict[str, Any], old: str, new: Any) -> dict[str, Any]:
    bot = {"id": 1, "is_bot": True, "first_name": "Bot"}
    return update(
        number, "my_chat_member", chat=chat, **{"from": PERSON},
        old_chat_member={"user": bot, "status": old}, new_chat_member=new,
    )  # fmt: skip


@pytest.mark.parametrize(
    "refusal",
    [
        "Bad Request: not enough rights to send photos to the chat",
        "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN",
    ],
)
async def test_where_pictures_are_forbidden_the_words_are_sent(
    sandbox: SandboxClient, asha: Traveller, bot: Bot, refusal: str
) -> None:
    group = await sandbox.add_group("Trip", asha)
    body = {"ok": False, "error_code": 400, "description": refusal}
    await sandbox.set_fault("telegram", "status", match="sendPhoto", status=400, body=body)
    sent = await send_message(bot, group, Screen(Markup("₹4,814 → ₹4,092"), photo=PHOTO))
    assert (sent.text, sent.photo) == ("₹4,814 → ₹4,092", None)


async def test_a_topic_that_is_gone_does_not_swallow_what_is_told(
    sandbox: SandboxClient, asha: Traveller, bot: Bot
) -> None:
    group = await sandbox.add_group("Trip", asha, kind="supergroup")
    body = {"ok": False, "error_code": 400, "description": "Bad Request: message thread not found"}
    await sandbox.set_fault(
        "telegram", "status", match="sendMessage", status=400, times=1, body=body
    )
    assert (await send_message(bot, group, Screen(Markup("told")), topic=7)).text == "told"


async def test_an_answer_goes_to_the_topic_it_was_asked_in(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake
) -> None:
    group = await sandbox.add_group("Trip", asha, kind="supergroup")
    chat = {"id": group, "type": "supergroup", "title": "Trip", "is_forum": True}
    opened = await sandbox.call(
        "POST", f"chats/{group}/topics", {"from_user": asha.id, "name": "Hotels"}
    )
    topic = {"message_thread_id": opened["message_thread_id"], "is_topic_message": True}
    asked = update(1, "message", chat=chat, text="/shortlist", **topic, **{"from": PERSON})
    await intake.receive(asked)
    await intake.drained()
    sends = [r for r in await sandbox.requests("telegram") if r["method"].lower() == "sendmessage"]
    (answer,) = (one["params"] for one in sends if "Shortlist" in one["params"]["text"])
    assert str(answer["message_thread_id"]) == str(opened["message_thread_id"])


@pytest.mark.parametrize("is_told_first", [True, False])
async def test_a_group_that_becomes_another_is_greeted_once(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, is_told_first: bool
) -> None:
    old = await sandbox.add_group("Trip", asha)
    await sandbox.wait_for(asha.in_chat(old), HELLO)
    new = await sandbox.add_group("Trip", asha, kind="supergroup")
    await sandbox.wait_for(asha.in_chat(new), HELLO)
    # Another one, of which Telegram tells by itself what it tells of a move.
    moved = -1_000_777
    chat = {"id": moved, "type": "supergroup", "title": "Trip"}
    join = change(1, chat, "left", MEMBER)
    news = update(2, "message", chat=chat, migrate_from_chat_id=old)
    for one in (join, news) if is_told_first else (news, join):
        await intake.receive(one)
    await intake.drained()
    sends = [r for r in await sandbox.requests("telegram") if r["method"].lower() == "sendmessage"]
    assert not [s for s in sends if str(s["params"]["chat_id"]) == str(moved)]


@pytest.mark.parametrize(
    "broken",
    [
        {"from": None}, {"from": [1]}, {"old_chat_member": "?"}, {"date": "NaN"},
        {"new_chat_member": {"status": "kicked"}}, {"chat_boosts": {"a": 1}, "date": None},
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", ["kicked", "left"])
async def test_leaving_is_understood_whatever_else_cannot_be_read(
    scene: Scene, asha: Traveller, intake: UpdateIntake, broken: dict[str, Any], status: str
) -> None:
    told = change(77, CHAT | {"id": asha.id}, "member", {"status": status})
    told["my_chat_member"] |= broken
    await intake.receive(told)
    await intake.drained()
    (chat,) = await scene.rows("SELECT is_reachable FROM chats WHERE id = $1", asha.id)
    assert not chat["is_reachable"]
    assert not await scene.rows("SELECT 1 FROM set_aside_updates")


async def test_a_channel_is_told_where_to_go(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake
) -> None:
    number = await sandbox.add_group("News", asha, kind="supergroup")
    here = asha.in_chat(number)
    before = await sandbox.wait_for(here, HELLO)
    chat = {"id": number, "type": "channel", "title": "News"}
    for n, text in enumerate(("Good morning", "/start@somebody_else_bot", "/start"), start=1):
        await intake.receive(update(n, "channel_post", chat=chat, text=text))
    await intake.drained()
    (answer,) = await sandbox.messages(here, after=before["message_id"])
    assert "I can’t chat in a channel." in words(answer)


@pytest.mark.parametrize("turn", ["\u202e", "\u202d", "\u2066", "\u2067", "\u2068\u202b"])
async def test_a_name_turns_nothing_round(asha: Traveller, bot: Bot, turn: str) -> None:
    text = Markup("<b>{name}</b> · ₹5,000").format(name=f"Taj{turn}<i> \u200fطاج")
    sent = await send_message(bot, asha.chat_id, Screen(text))
    assert sent.text == "Taj<i> \u200fطاج · ₹5,000"


@pytest.mark.parametrize("turn", ["\u202e", "\u2067"])
async def test_a_name_turns_nothing_round_on_a_button(asha: Traveller, bot: Bot, turn: str) -> None:
    go = Go(to=Where.HOME)
    screen = Screen(Markup("Where to?"), keyboard([button(f"Taj{turn} \u200fطاج", go)]))
    sent = await send_message(bot, asha.chat_id, screen)
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].text == "Taj \u200fطاج"
    assert link(f"{turn}Taj", "https://t.me/x").text == "Taj"


async def test_what_telegram_would_refuse_is_not_asked(
    sandbox: SandboxClient, asha: Traveller, bot: Bot
) -> None:
    screen = Screen(Markup("<b>1 &lt; 2</b>\n"), keyboard([link("There", "https://t.me/x")]))
    shown: Any = await send_message(bot, asha.chat_id, screen)
    for _ in range(3):
        shown = await present(bot, shown, screen)
    (hotel, *_) = await sandbox.call("GET", "market/hotels", destination="Goa")
    address = f"{sandbox.base_url}/sandbox/photos/{hotel['id']}/1.jpg"
    picture = await bot.send_photo(asha.chat_id, address, caption="Taj")
    text: Any = await present(bot, picture, Screen(Markup("no picture")))
    assert isinstance(text, BotMessage)
    assert text.text == "no picture"
    refused = [r for r in await sandbox.requests("telegram") if r["status"] == 400]
    assert refused == []


async def test_eighty_restless_presses_are_never_refused(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, scene: Scene
) -> None:
    screen = await results(sandbox, asha)
    for number in range(80):
        screen = (await sandbox.messages(asha))[-1]
        rows = screen.get("reply_markup", {}).get("inline_keyboard", [])
        data = [b["callback_data"] for row in rows for b in row if "callback_data" in b]
        if not data:
            await sandbox.say(asha, "/start")
            screen = await sandbox.wait_for(asha, "Hello", after=screen["message_id"])
            continue
        await scene.app.redis.delete(f"throttle:{asha.id}")
        await sandbox.press(
            asha, data=data[(number * 7) % len(data)], message_id=screen["message_id"]
        )
        await intake.drained()
    refused = [r for r in await sandbox.requests("telegram") if r["status"] == 400]
    # The hotels' pictures are nowhere to be had here.
    edits = [r for r in refused if r["method"].lower() in {"editmessagetext", "editmessagecaption"}]
    assert [r["params"] for r in edits] == []

"""Sending, editing and deleting, seen from both sides."""

import json
from typing import Any

import pytest

from tests.sandbox.telegram.serving import TOKEN, RawBot
from tests.sandbox_client import SandboxClient, Traveller

BUTTON = {"inline_keyboard": [[{"text": "Track", "callback_data": "t:1"}]]}
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


async def test_a_message_looks_alike_from_both_sides(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await bot.call(
        "sendMessage", chat_id=asha.id, text="<b>Goa</b>", parse_mode="HTML", reply_markup=BUTTON
    )
    assert sent["message_id"] == 2
    assert sent["from"]["is_bot"]
    assert sent["chat"] == {
        "id": asha.id,
        "type": "private",
        "first_name": "Asha",
        "username": "asha",
    }
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 3}]
    assert await sandbox.last_message(asha) == {**sent, "version": 0}


async def test_a_deep_link_is_text_with_a_command(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.say(asha, "/start shared-42")
    update = (await bot.call("getUpdates", offset=-1))[0]
    assert update["message"]["text"] == "/start shared-42"
    assert update["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


@pytest.mark.parametrize(
    ("verb", "options"),
    [
        ("GET", {"params": {"chat_id": 0, "text": "x", "reply_markup": json.dumps(BUTTON)}}),
        ("POST", {"json": {"chat_id": 0, "text": "x", "reply_markup": BUTTON}}),
        ("POST", {"data": {"chat_id": "0", "text": "x", "reply_markup": json.dumps(BUTTON)}}),
        (
            "POST",
            {
                "files": {
                    "chat_id": (None, "0"),
                    "text": (None, "x"),
                    "reply_markup": (None, json.dumps(BUTTON)),
                }
            },
        ),
    ],
    ids=["query", "json", "urlencoded", "multipart"],
)
async def test_parameters_come_in_every_form(
    bot: RawBot, asha: Traveller, verb: str, options: dict[str, Any]
) -> None:
    way = next(iter(options))
    options[way]["chat_id"] = (None, str(asha.id)) if way == "files" else asha.id
    answer = await bot.raw(verb, f"/bot{TOKEN}/SENDmessage", **options)
    assert answer.json()["result"]["reply_markup"] == BUTTON


async def test_an_edit_counts_and_leaves_out_the_keyboard(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await bot.call("sendMessage", chat_id=asha.id, text="one", reply_markup=BUTTON)
    place = {"chat_id": asha.id, "message_id": sent["message_id"]}
    assert await bot.refusal("editMessageText", **place, text="one", reply_markup=BUTTON) == (
        NOT_MODIFIED
    )
    edited = await bot.call("editMessageText", **place, text="two")
    assert edited["text"] == "two"
    assert edited["edit_date"] >= edited["date"]
    seen = await sandbox.last_message(asha)
    assert (seen["version"], "reply_markup" in seen) == (1, False)
    assert await bot.refusal("editMessageReplyMarkup", **place) == NOT_MODIFIED
    await bot.call("editMessageReplyMarkup", **place, reply_markup=BUTTON)
    seen = await sandbox.last_message(asha)
    assert (seen["version"], seen["text"], seen["reply_markup"]) == (2, "two", BUTTON)


async def test_what_cannot_be_edited_or_deleted(bot: RawBot, asha: Traveller) -> None:
    chat = {"chat_id": asha.id}
    assert await bot.refusal("editMessageText", **chat, message_id=99, text="x") == (
        "Bad Request: message to edit not found"
    )
    assert await bot.refusal("editMessageText", **chat, message_id=1, text="x") == (
        "Bad Request: message can't be edited"
    )
    asked = await bot.call("sendMessage", **chat, text="?", reply_markup={"keyboard": [["Goa"]]})
    assert "reply_markup" not in asked
    assert await bot.refusal(
        "editMessageText", **chat, message_id=asked["message_id"], text="x"
    ) == ("Bad Request: message can't be edited")
    assert await bot.refusal("deleteMessage", **chat, message_id=99) == (
        "Bad Request: message to delete not found"
    )


async def test_deleted_messages_are_gone(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = [await bot.call("sendMessage", chat_id=asha.id, text=str(n)) for n in range(3)]
    numbers = [message["message_id"] for message in sent]
    await bot.call("deleteMessage", chat_id=asha.id, message_id=numbers[0])
    await bot.call("deleteMessages", chat_id=asha.id, message_ids=[numbers[1], 99])
    assert [m["message_id"] for m in await sandbox.messages(asha, after=1)] == [numbers[2]]


async def test_lengths_are_counted_after_parsing_in_code_points(
    bot: RawBot, asha: Traveller, picture: bytes
) -> None:
    chat = {"chat_id": asha.id, "parse_mode": "HTML"}
    longest = "<b>" + "😀" * 4096 + "</b>"
    assert len((await bot.call("sendMessage", **chat, text=longest))["text"]) == 4096
    assert await bot.refusal("sendMessage", **chat, text=longest + "x") == (
        "Bad Request: message is too long"
    )
    photo = {"photo": ("room.png", picture, "image/png")}
    fields = {"chat_id": asha.id, "caption": "x" * 1025}
    answer = await bot.raw("POST", f"/bot{TOKEN}/sendPhoto", data=fields, files=photo)
    assert answer.json()["description"] == "Bad Request: message caption is too long"


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"chat_id": None, "text": "x"}, "Bad Request: chat_id is empty"),
        ({"chat_id": 1, "text": "x"}, "Bad Request: chat not found"),
        ({"chat_id": "@nobody", "text": "x"}, "Bad Request: chat not found"),
        ({"chat_id": "asha", "text": "x"}, "Bad Request: chat not found"),
        ({}, "Bad Request: message text is empty"),
        ({"text": " \n"}, "Bad Request: text must be non-empty"),
        (
            {"text": "x", "parse_mode": "BBCode"},
            "Bad Request: unsupported parse_mode",
        ),
        (
            {"text": "<x>", "parse_mode": "HTML"},
            'Bad Request: can\'t parse entities: Unsupported start tag "x" at byte offset 0',
        ),
        (
            {"text": "x", "reply_parameters": {"message_id": 99}},
            "Bad Request: message to be replied not found",
        ),
        (
            {"text": "x", "reply_parameters": {"quote": "y"}},
            'Bad Request: can\'t find field "message_id"',
        ),
        (
            {"text": "x", "reply_markup": "{"},
            "Bad Request: can't parse reply keyboard markup JSON object",
        ),
    ],
)
async def test_bad_messages_get_telegrams_words(
    bot: RawBot, asha: Traveller, params: dict[str, Any], words: str
) -> None:
    assert await bot.answer("sendMessage", **{"chat_id": asha.id, **params}) == {
        "ok": False,
        "error_code": 400,
        "description": words,
    }


async def test_a_reply_shows_what_it_replies_to(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    sent = await bot.call(
        "sendMessage", chat_id=asha.id, text="?", reply_parameters={"message_id": 1}
    )
    assert sent["reply_to_message"]["text"] == "/start"
    said = await sandbox.say(asha, "!", reply_to=sent["message_id"])
    assert said["reply_to_message"]["message_id"] == sent["message_id"]
    assert "reply_to_message" not in said["reply_to_message"]


async def test_unknown_methods_and_tokens(bot: RawBot) -> None:
    unknown = await bot.raw("GET", f"/bot{TOKEN}/sendTelepathy")
    assert (unknown.status_code, unknown.json()) == (
        404,
        {"ok": False, "error_code": 404, "description": "Not Found: method not found"},
    )
    stranger = await bot.raw("GET", "/bot123:short/getMe")
    assert (stranger.status_code, stranger.json()) == (
        401,
        {"ok": False, "error_code": 401, "description": "Unauthorized"},
    )


async def test_albums_hold_one_to_ten_of_a_kind(bot: RawBot, asha: Traveller) -> None:
    one = {"type": "photo", "media": "unknown"}
    for media in ([], [one] * 11):
        assert await bot.refusal("sendMediaGroup", chat_id=asha.id, media=media) == (
            "Bad Request: group send failed: album must have 1-10 items"
        )
    mixed = [one, {"type": "document", "media": "unknown"}]
    assert await bot.refusal("sendMediaGroup", chat_id=asha.id, media=mixed) == (
        "Bad Request: document can't be mixed with other media types"
    )


async def test_a_chat_says_which_commands_it_offers(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    start = {"command": "start", "description": "Begin"}
    anfang = {"command": "start", "description": "Anfangen"}
    await bot.call("setMyCommands", commands=[start])
    await bot.call("setMyCommands", commands=[anfang], language_code="de")
    bodo = await sandbox.add_user("Bodo", language_code="de")
    offered = {chat["id"]: chat["bot_commands"] for chat in await sandbox.call("GET", "chats")}
    assert offered == {asha.id: [start], bodo.id: [anfang]}
    assert await bot.refusal("setMyCommands", commands=[{"command": "A", "description": "x"}]) == (
        "Bad Request: BOT_COMMAND_INVALID"
    )
    assert await bot.refusal("setMyCommands", commands=[start] * 101) == (
        "Bad Request: BOT_COMMANDS_TOO_MUCH"
    )

"""What a bot like ours can meet, in Telegram's own words."""

from typing import Any

import pytest

from sandbox.telegram.methods.refused_methods import NAMES
from tests.sandbox.telegram.serving import RawBot
from tests.sandbox_client import SandboxClient, Traveller

KEYS: dict[str, Any] = {
    "phone number": {"request_contact": True},
    "location": {"request_location": True},
    "poll": {"request_poll": {}},
}


async def test_what_is_refused_by_name_says_so(bot: RawBot) -> None:
    for name in NAMES:
        assert await bot.refusal(name) == f"Bad Request: the sandbox does not play {name}"
    assert await bot.refusal("sendTeleport") == "Not Found: method not found"


async def test_the_words_of_what_a_bot_can_meet(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    chat = {"chat_id": asha.id}
    theirs = (await sandbox.say(asha, "hi"))["message_id"]
    own = await bot.call("sendMessage", **chat, text="x")
    mine = chat | {"message_id": own["message_id"]}
    none = chat | {"message_id": 99_999}
    same = "message is not modified: specified new message content and reply markup are exactly "
    old = "query is too old and response timeout expired or query ID is invalid"
    long = {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]}
    nowhere = {"inline_keyboard": [[{"text": "x"}]]}
    cases: list[tuple[str, dict[str, Any], str]] = [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": 1, "text": "x"}, "chat not found"),
        ("sendMessage", chat | {"text": ""}, "message text is empty"),
        ("sendMessage", chat | {"text": " \n "}, "text must be non-empty"),
        ("sendMessage", chat | {"text": "x" * 4097}, "message is too long"),
        ("sendMessage", chat | {"text": "x", "reply_parameters": {"message_id": 99_999}},
         "message to be replied not found"),
        ("sendMessage", chat | {"text": "x", "reply_markup": long}, "BUTTON_DATA_INVALID"),
        ("sendMessage", chat | {"text": "x", "reply_markup": nowhere},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ("sendMessage", chat | {"text": "x", "reply_markup": "{"},
         "can't parse reply keyboard markup JSON object"),
        ("sendMessage", chat | {"text": "x", "reply_markup": [1]},
         "object expected as reply markup"),
        ("sendMessage", chat | {"text": "<b>x", "parse_mode": "HTML"},
         'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'),
        ("sendPhoto", chat, "there is no photo in the request"),
        ("sendPhoto", chat | {"photo": "x", "caption": "x" * 1025}, "message caption is too long"),
        ("sendPhoto", chat | {"photo": "nonsense"},
         "wrong remote file identifier specified: can't unserialize it. Wrong last symbol"),
        ("sendPhoto", chat | {"photo": "attach://lost"},
         "wrong file identifier/HTTP URL specified"),
        ("getFile", {"file_id": "nonsense"}, "invalid file_id"),
        ("getFile", {}, "file_id not specified"),
        ("editMessageText", mine | {"text": "x"}, same),
        ("editMessageText", none | {"text": "y"}, "message to edit not found"),
        ("editMessageText", chat | {"text": "y"}, "message identifier is not specified"),
        ("editMessageText", chat | {"message_id": theirs, "text": "y"}, "message can't be edited"),
        ("editMessageCaption", mine | {"caption": "y"},
         "there is no caption in the message to edit"),
        ("editMessageText", mine | {"text": "y", "reply_markup": {"remove_keyboard": True}},
         "inline keyboard expected"),
        ("deleteMessage", none, "message to delete not found"),
        ("deleteMessages", chat | {"message_ids": []},
         "there must be from 1 to 100 message identifiers"),
        ("copyMessage", none | {"from_chat_id": asha.id}, "message to copy not found"),
        ("forwardMessage", none | {"from_chat_id": asha.id}, "message to forward not found"),
        ("pinChatMessage", none, "message to pin not found"),
        ("setMessageReaction", none, "message to react not found"),
        ("stopPoll", mine, "message with poll to stop not found"),
        ("answerCallbackQuery", {"callback_query_id": "1"}, old),
        ("answerInlineQuery", {"inline_query_id": "1", "results": []}, old),
        ("getChatMember", chat | {"user_id": 5}, "PARTICIPANT_ID_INVALID"),
        ("getChatAdministrators", chat, "there are no administrators in the private chat"),
        ("leaveChat", chat, "chat member status can't be changed in private chats"),
        ("setChatTitle", chat | {"title": "x"}, "can't change private chat title"),
        ("setChatDescription", chat, "can't change private chat description"),
        ("setChatPermissions", chat, "can't change private chat permissions"),
        ("deleteChatPhoto", chat, "can't change private chat photo"),
        ("createForumTopic", chat | {"name": "x"}, "the chat is not a forum"),
        ("unpinAllGeneralForumTopicMessages", chat, "chat doesn't have topics"),
        ("setMyCommands", {"commands": [{"command": "/", "description": "x"}]},
         "command must be non-empty"),
        ("setMyCommands", {"commands": [{"command": "a", "description": "x" * 257}]},
         "command description length must not exceed 256"),
        ("setMyCommands", {"commands": [{"command": "Ä", "description": "x"}]},
         "BOT_COMMAND_INVALID"),
    ]  # fmt: skip
    other = {}
    for method, params, words in cases:
        answer = await bot.answer(method, **params)
        if not str(answer.get("description")).startswith(f"Bad Request: {words}"):
            other[f"{method} {params}"] = answer
    assert not other


async def test_the_words_of_a_chat_that_went_away(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    ravi = await sandbox.add_user("Ravi")
    group = await sandbox.add_group("Goa trip", asha)
    club = await sandbox.add_group("Club", asha, kind="supergroup")
    other = await sandbox.add_group("Other", asha, kind="supergroup")

    async def refused(chat: int) -> str:
        return await bot.refusal("sendMessage", chat_id=chat, text="x")

    assert await refused(ravi.id) == "Forbidden: bot can't initiate conversation with a user"
    await sandbox.call("POST", f"users/{asha.id}/block")
    assert await refused(asha.id) == "Forbidden: bot was blocked by the user"
    await sandbox.call("POST", f"users/{asha.id}/unblock")
    await sandbox.call("POST", f"users/{asha.id}/deactivate")
    assert await refused(asha.id) == "Forbidden: user is deactivated"
    await sandbox.call("POST", f"chats/{club}/remove_bot", {"from_user": asha.id})
    assert await refused(club) == "Forbidden: bot was kicked from the supergroup chat"
    await bot.call("leaveChat", chat_id=other)
    assert await refused(other) == "Forbidden: bot is not a member of the supergroup chat"
    moved = (await sandbox.call("POST", f"chats/{group}/migrate"))["id"]
    answer = await bot.answer("sendMessage", chat_id=group, text="x")
    assert answer["description"].endswith("group chat was upgraded to a supergroup chat")
    assert answer["parameters"] == {"migrate_to_chat_id": moved}


@pytest.mark.parametrize("kind", ["group", "supergroup"])
async def test_keys_that_ask_for_something_are_for_private_chats(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, kind: str
) -> None:
    group = await sandbox.add_group("Goa trip", asha, kind=kind)
    for what, key in KEYS.items():
        markup = {"keyboard": [[{"text": "Share", **key}]]}
        there = {"text": "x", "reply_markup": markup}
        refused = await bot.refusal("sendMessage", chat_id=group, **there)
        assert refused == f"Bad Request: {what} can be requested in private chats only"
        await bot.call("sendMessage", chat_id=asha.id, **there)


async def test_a_key_that_asks_for_a_poll_sends_one(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    key = {"text": "Ask", "request_poll": {"type": "quiz"}}
    sent = await bot.call(
        "sendMessage", chat_id=asha.id, text="x", reply_markup={"keyboard": [[key]]}
    )
    wish = {"from_user": asha.id, "message_id": sent["message_id"], "text": "Ask"}
    said = ["Which is by the sea?", "Goa", "Agra"]
    await sandbox.call("POST", f"chats/{asha.id}/press", wish | {"poll": said})
    poll = (await sandbox.last_message(asha))["poll"]
    assert (poll["question"], poll["type"]) == (said[0], "quiz")
    assert [one["text"] for one in poll["options"]] == said[1:]

"""Where an emulator is easily kinder or stricter than Telegram: Telegram's own rules."""

import json
from pathlib import Path
from typing import Any

import aiogram.types
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.telegram.detection import find_entities
from tests.sandbox.telegram.serving import TOKEN, RawBot, serving
from tests.sandbox.telegram.test_chats import heard
from tests.sandbox.telegram.test_webhook import Hook, hook, until
from tests.sandbox_client import SandboxClient, Traveller
from tests.tls import make_certificates

__all__ = ["hook"]
BUTTONS = {"inline_keyboard": [[{"text": "Track", "callback_data": "t:1"}]]}


def marked(text: str) -> list[tuple[str, str]]:
    units = text.encode("utf-16-le")
    return [
        (e["type"], units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"))
        for e in find_entities(text, [])
    ]


@pytest.mark.parametrize("method", ["deleteWebhook", "SETWEBHOOK", "getMe", "close", "logOut"])
async def test_what_a_bot_cannot_call_in_its_answer(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, hook: Hook, method: str
) -> None:
    hook.reply = {"method": method}
    await bot.call("setWebhook", url=hook.url)
    await sandbox.say(asha, "one")
    await until(lambda: hook.texts() == ["/start", "one"])
    hook.reply = {"method": "sendMessage", "chat_id": asha.id, "text": "still here"}
    await sandbox.say(asha, "two")
    await sandbox.wait_for(asha, "still here")
    assert (await bot.call("getWebhookInfo"))["url"] == hook.url


async def test_the_first_markdown(bot: RawBot, asha: Traveller) -> None:
    source = "*b* _i_ `c` ```py\nx``` [l](https://e.com) \\* [plain] a_b"
    sent = await bot.call("sendMessage", chat_id=asha.id, text=source[:-4], parse_mode="Markdown")
    assert sent["text"] == "b i c x l * plain"
    assert [(e["type"], e["offset"]) for e in sent["entities"]] == [
        ("bold", 0), ("italic", 2), ("code", 4), ("pre", 6), ("text_link", 8)
    ]  # fmt: skip
    assert sent["entities"][3]["language"] == "py"
    refused = await bot.refusal(
        "sendMessage", chat_id=asha.id, text="hé " + source, parse_mode="markdown"
    )
    assert refused == (
        "Bad Request: can't parse entities: Can't find end of the entity starting at byte offset 58"
    )


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ([], None),
        (["foo"], None),
        (["MESSAGE", "foo", "poll"], ["message", "poll"]),
        ("no JSON", ["callback_query"]),
        ('{"a": 1}', ["callback_query"]),
        ([1], ["callback_query"]),
        ('["poll"]', ["poll"]),
        ("[]", None),
    ],
)
async def test_which_updates_are_asked_for(bot: RawBot, asked: Any, kept: list[str] | None) -> None:
    await bot.call("getUpdates", allowed_updates=["callback_query"])
    await bot.call("getUpdates", allowed_updates=asked)
    assert (await bot.call("getWebhookInfo")).get("allowed_updates") == kept


async def test_entities_are_read_by_their_own_fields(bot: RawBot, asha: Traveller) -> None:
    entities = [
        {"type": "bold", "offset": "0", "length": "4", "url": None, "user": 7, "language": None},
        {"type": "text_mention", "offset": 5, "length": 4, "user": {"id": asha.id}},
        {"type": "text_mention", "offset": 10, "length": 1, "user": {"id": 5}},
        {"type": "pre", "offset": 11, "length": 1, "language": "py", "unix_time": "soon"},
    ]
    sent = await bot.call("sendMessage", chat_id=asha.id, text="Bold Asha xy", entities=entities)
    assert sent["entities"][0] == {"type": "bold", "offset": 0, "length": 4}
    assert sent["entities"][1]["user"]["first_name"] == "Asha"
    assert sent["entities"][2] == {"type": "pre", "offset": 11, "length": 1, "language": "py"}
    place = {"chat_id": asha.id, "text": "a😀b"}
    for entity, words in (
        ({"type": "bold", "offset": 2, "length": 1},
         "entity begins in a middle of a UTF-16 symbol at byte offset "),
        ({"type": "bold", "offset": 0, "length": 2},
         "entity beginning at UTF-16 offset 0 ends in a middle of a UTF-16 symbol at byte offset "),
        ({"type": "text_link", "offset": 0, "length": 1, "url": None},
         "can't parse MessageEntity: Can't find field \"url\""),
    ):  # fmt: skip
        refused = await bot.refusal("sendMessage", entities=[entity], **place)
        assert refused.startswith(f"Bad Request: {words}")


async def test_an_offset_far_past_the_end_takes_nothing_away(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    await sandbox.say(asha, "one")
    ids = [update["update_id"] for update in await bot.call("getUpdates", offset=2_147_483_647)]
    assert len(ids) == 2
    assert await bot.call("getUpdates", offset=ids[-1] + 5) == []


async def test_what_can_be_copied_and_passed_on(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    contact = {"phone_number": "+10000000000", "first_name": "Asha"}
    shared = await sandbox.say(asha, contact=contact)
    group = await sandbox.add_group("Goa trip", asha)
    place = {"chat_id": asha.id, "from_chat_id": asha.id}
    await bot.call("copyMessage", message_id=shared["message_id"], **place)
    assert (await sandbox.last_message(asha))["contact"] == contact
    poll = await bot.call("sendPoll", chat_id=asha.id, question="Where?", options=["Goa", "Agra"])
    await bot.call("copyMessage", message_id=poll["message_id"], **place)
    again = (await sandbox.last_message(asha))["poll"]
    assert (again["question"], again["id"] == poll["poll"]["id"]) == ("Where?", False)
    created = (await sandbox.messages(asha.in_chat(group)))[0]
    odd = {"chat_id": asha.id, "from_chat_id": group, "message_id": created["message_id"]}
    assert await bot.refusal("copyMessage", **odd) == "Bad Request: message can't be copied"
    assert await bot.refusal("forwardMessage", **odd) == "Bad Request: message can't be forwarded"


async def test_keys_that_share_send_what_they_ask_for(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    bodo = await sandbox.add_user("Bodo", username="bodo")
    group = await sandbox.add_group("Goa trip", asha)
    await heard(bot)
    keys: list[dict[str, Any]] = [
        {"text": "Who", "request_users": {"request_id": 1, "request_username": True}},
        {"text": "Where", "request_chat": {"request_id": 2, "chat_is_channel": False,
                                           "request_title": True}},
        {"text": "Call me", "request_contact": True},
        {"text": "Here", "request_location": True},
    ]  # fmt: skip
    await bot.call("sendMessage", chat_id=asha.id, text="Share", reply_markup={"keyboard": [keys]})
    board = (await sandbox.last_message(asha))["message_id"]
    for key in keys:
        await sandbox.press(asha, key["text"], message_id=board)
    people, chat, contact, point = [update["message"] for update in await heard(bot)]
    assert people["users_shared"] == {
        "request_id": 1, "users": [{"user_id": bodo.id, "username": "bodo"}]
    }  # fmt: skip
    assert chat["chat_shared"] == {"request_id": 2, "chat_id": group, "title": "Goa trip"}
    assert contact["contact"]["user_id"] == asha.id
    assert set(point["location"]) == {"latitude", "longitude"}


async def test_a_certificate_of_ones_own(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, tmp_path: Path
) -> None:
    arrived = []

    async def receive(request: Request) -> Response:
        arrived.append(await request.json())
        return Response()

    root, _context = make_certificates(tmp_path)
    app = Starlette(routes=[Route("/hook", receive, methods=["POST"])])
    config = uvicorn.Config(
        app, port=0, ws="none", log_config=None,
        ssl_certfile=tmp_path / "cert.pem", ssl_keyfile=tmp_path / "key.pem",
    )  # fmt: skip
    async with serving(uvicorn.Server(config)) as url:
        hook_url = url.replace("http://127.0.0.1", "https://localhost") + "/hook"
        told = await bot.raw(
            "POST", f"/bot{TOKEN}/setWebhook",
            data={"url": hook_url}, files={"certificate": root.read_bytes()},
        )  # fmt: skip
        assert told.json()["description"] == "Webhook was set"
        assert (await bot.call("getWebhookInfo"))["has_custom_certificate"]
        await sandbox.say(asha, "over TLS")
        await until(lambda: len(arrived) == 2)
    odd = await bot.raw(
        "POST", f"/bot{TOKEN}/setWebhook",
        data={"url": hook_url}, files={"certificate": b"no certificate"},
    )  # fmt: skip
    assert odd.status_code == 400


@pytest.mark.parametrize(
    "token", ["1000000002:SANDBOX-often-hotels-bot-token-00000", "1000000001:x", "123", TOKEN[:-1]]
)
async def test_tokens_of_others_are_nobodys(bot: RawBot, token: str) -> None:
    for path in (f"/bot{token}/getMe", f"/file/bot{token}/files/x"):
        answer = await bot.raw("GET", path)
        assert (answer.status_code, answer.json()["description"]) == (401, "Unauthorized")


async def test_people_are_not_to_be_had_by_name(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller
) -> None:
    gone = "Bad Request: chat not found"
    assert await bot.refusal("sendMessage", chat_id="@asha", text="x") == gone
    body = {"type": "channel", "title": "News", "members": [asha.id], "username": "goa_news"}
    await sandbox.call("POST", "chats", body)
    assert (await bot.call("getChat", chat_id="@Goa_News"))["title"] == "News"


@pytest.mark.parametrize(
    ("kind", "said"),
    [("group", "group_chat_created"), ("supergroup", "new_chat_members"), ("channel", None)],
)
async def test_a_new_group_says_so_in_the_chat(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, kind: str, said: str | None
) -> None:
    await heard(bot)
    await sandbox.add_group("Goa trip", asha, kind=kind)
    first, *others = await heard(bot)
    status = "administrator" if kind == "channel" else "member"
    assert first["my_chat_member"]["new_chat_member"]["status"] == status
    assert [said in update["message"] for update in others] == ([True] if said else [])


async def test_quotations_effects_and_points(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, picture: bytes
) -> None:
    group = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    there = await bot.call(
        "sendMessage", chat_id=group, text="Taj 😀 <b>holiday</b> village", parse_mode="HTML"
    )
    number = there["message_id"]
    reply = {"message_id": number, "chat_id": group, "quote": "holiday village"}
    sent = await bot.call(
        "sendMessage", chat_id=asha.id, text="x", reply_parameters=reply, message_effect_id="51"
    )
    assert sent["external_reply"]["chat"]["id"] == group
    assert sent["quote"] == {
        "text": "holiday village", "position": 7, "is_manual": True,
        "entities": [{"type": "bold", "offset": 0, "length": 7}],
    }  # fmt: skip
    assert sent["effect_id"] == "51"
    reply = {"message_id": number, "quote": "hotel"}
    refused = await bot.refusal("sendMessage", chat_id=group, text="x", reply_parameters=reply)
    assert refused == "Bad Request: QUOTE_TEXT_INVALID"
    place = {"latitude": "15.5", "longitude": 73.7}
    point = {**place, "horizontal_accuracy": 12, "live_period": 60, "heading": 90}
    live = await bot.call("sendLocation", chat_id=asha.id, **point)
    assert live["location"] == {**point, "latitude": 15.5}
    moved = await bot.call(
        "editMessageLiveLocation", chat_id=asha.id, message_id=live["message_id"],
        latitude=16, longitude=73.7,
    )  # fmt: skip
    assert (moved["location"]["latitude"], moved["location"]["live_period"]) == (16, 60)
    own = {"chat_id": asha.id, "message_id": live["message_id"]}
    assert "live_period" not in (await bot.call("stopMessageLiveLocation", **own))["location"]
    refused = await bot.refusal("editMessageLiveLocation", **own, **place)
    assert refused == "Bad Request: message can't be edited"
    venue = await bot.call(
        "sendVenue", chat_id=asha.id, **place, title="Baga", address="Goa", google_place_id="g1"
    )
    assert venue["venue"]["google_place_id"] == "g1"
    hidden = await bot.raw(
        "POST", f"/bot{TOKEN}/sendPhoto",
        data={"chat_id": asha.id, "has_spoiler": "true"}, files={"photo": picture},
    )  # fmt: skip
    assert hidden.json()["result"]["has_media_spoiler"]


async def test_what_telegram_refuses(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, picture: bytes
) -> None:
    group = await sandbox.add_group("Goa trip", asha, kind="supergroup")
    said = await bot.call("sendMessage", chat_id=group, text="x")
    photo = await bot.raw(
        "POST", f"/bot{TOKEN}/sendPhoto", data={"chat_id": asha.id}, files={"photo": picture}
    )
    photo_id = photo.json()["result"]["photo"][-1]["file_id"]
    inside = {"chat_id": asha.id}
    empty = {"inline_keyboard": [[{"text": " ", "callback_data": "x"}]]}
    album = [{"type": "photo", "media": photo_id} for _ in range(2)]
    mixed = [album[0], album[1] | {"show_caption_above_media": True}]
    place = {"chat_id": group, "message_id": said["message_id"]}
    for method, params, words in (
        ("sendChatAction", inside | {"action": "dancing"}, "wrong parameter action in request"),
        ("setMessageReaction", place | {"reaction": [{"type": "emoji", "emoji": "foo"}]},
         "REACTION_INVALID"),
        ("setMyCommands", {"commands": [], "scope": {"type": "foo"}},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("getMyCommands", {"scope": {"type": "chat"}},
         "can't parse BotCommandScope: Can't find field \"chat_id\""),
        ("setChatMenuButton", {"menu_button": {"type": "foo"}},
         "can't parse MenuButton: Unsupported type specified"),
        ("sendMessage", inside | {"text": "x", "reply_markup": empty},
         "inline keyboard button text must be non-empty"),
        ("sendLocation", inside | {"latitude": 100, "longitude": 0}, "wrong location specified"),
        ("pinChatMessage", place, "not enough rights to manage pinned messages in the chat"),
        ("sendMediaGroup", inside | {"media": mixed},
         "parameter show_caption_above_media must be the same for all messages"),
        ("sendDocument", inside | {"document": photo_id},
         "can't use file of type Photo as Document"),
    ):  # fmt: skip
        assert await bot.refusal(method, **params) == f"Bad Request: {words}"
    await sandbox.call("POST", f"chats/{group}/promote_bot", {"from_user": asha.id})
    assert await bot.call("pinChatMessage", **place)


async def test_how_large_files_may_be(bot: RawBot, asha: Traveller) -> None:
    path = f"/bot{TOKEN}/sendDocument"
    large = await bot.raw(
        "POST", path, data={"chat_id": asha.id}, files={"document": bytes(50 * 2**20 + 1)}
    )
    assert (large.status_code, large.json()["description"]) == (413, "Request Entity Too Large")
    sent = await bot.raw(
        "POST", path, data={"chat_id": asha.id}, files={"document": bytes(20 * 2**20 + 1)}
    )
    file_id = sent.json()["result"]["document"]["file_id"]
    assert await bot.refusal("getFile", file_id=file_id) == "Bad Request: file is too big"


async def test_what_telegram_takes(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, picture: bytes
) -> None:
    files = {"photo": picture, "video": b"moving"}
    media = [
        {"type": "photo", "media": "attach://photo"},
        {"type": "video", "media": "attach://video"},
    ]
    for album in (media[:1], media):
        data = {"chat_id": asha.id, "media": json.dumps(album)}
        sent = await bot.raw("POST", f"/bot{TOKEN}/sendMediaGroup", data=data, files=files)
        assert len(sent.json()["result"]) == len(album)
    for asked, kept in ((500, 100), (-3, 1), (None, 40)):
        await bot.call("setWebhook", url="http://127.0.0.1:9/x", max_connections=asked)
        assert (await bot.call("getWebhookInfo"))["max_connections"] == kept
    button = {"text": "Go", "callback_data": "x", "style": "default", "colour": "red"}
    sent = await bot.call(
        "sendMessage", chat_id=asha.id, text="x", reply_markup={"inline_keyboard": [[button]]}
    )
    kept_button = {"text": "Go", "callback_data": "x"}
    assert sent["reply_markup"]["inline_keyboard"] == [[kept_button]]
    row = [{"text": str(n)} for n in range(12)]
    await bot.call("sendMessage", chat_id=asha.id, text="x", reply_markup={"keyboard": [row]})
    assert len((await sandbox.last_message(asha))["reply_markup"]["keyboard"][0]) == 12


async def test_files_are_fetched_from_beyond_this_machine_where_that_is_allowed(
    bot: RawBot, sandbox: SandboxClient, asha: Traveller, sandbox_url: str
) -> None:
    far = sandbox_url.replace("127.0.0.1", "127.0.0.2")
    picture = f"{far}/photos/1/room/1.png"
    refused = await bot.refusal("sendDocument", chat_id=asha.id, document=picture)
    assert refused == "Bad Request: failed to get HTTP URL content"
    assert await sandbox.call("POST", "reach", {"beyond": True}) == {"beyond": True}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("booking.ru, hotels.ai and bit.ly/x.", ["booking.ru", "hotels.ai", "bit.ly/x"]),
        ("http://localhost and http://localhost:80/x", []),
        ("1.2.3.4 or 300.1.1.1, http://10.0.0.1:80/x!", ["1.2.3.4", "http://10.0.0.1:80/x"]),
        ("4111 1111 1111 1111", []),
        ("@gif @abc @asha_k asha@goa.in", ["@gif", "@asha_k", "asha@goa.in"]),
        ("(see https://goa.travel/a(b)c).", ["https://goa.travel/a(b)c"]),
        ("₹8.000, 15.12., file.txt, Goa.Then", []),
        ("goa.com:99999/x отель.рф", ["goa.com", "отель.рф"]),
        ("x://goa.com a_b.c_d.com #goa.in", ["#goa"]),
        ("#1 #1a #a#b $USD $usd /go/x tg://resolve?domain=a", ["#1a", "$USD", "tg://resolve?domain=a"]),
        ("mailto:asha@goa.in user:pw@goa.in/x", ["asha@goa.in", "user:pw@goa.in/x"]),
    ],
)  # fmt: skip
def test_what_is_found_in_a_text(text: str, found: list[str]) -> None:
    assert sorted(part for _kind, part in marked(text)) == sorted(found)


async def test_an_expandable_quotation_behind_another(bot: RawBot, asha: Traveller) -> None:
    sent = await bot.call(
        "sendMessage", chat_id=asha.id, text=">a\n>b\n**>c\n>d||\ne", parse_mode="MarkdownV2"
    )
    assert sent["text"] == "a\nb\nc\nd\ne"
    assert sent["entities"] == [
        {"type": "blockquote", "offset": 0, "length": 4},
        {"type": "expandable_blockquote", "offset": 4, "length": 4},
    ]


async def test_a_bot_that_logged_out_is_served_no_more(bot: RawBot) -> None:
    assert await bot.call("close")
    assert await bot.call("logOut")
    answer = await bot.raw("GET", f"/bot{TOKEN}/getMe")
    assert (answer.status_code, answer.json()["description"]) == (400, "Logged out")


async def test_rich_messages_within_their_numbers(bot: RawBot, asha: Traveller) -> None:
    place = {"chat_id": asha.id}
    sent = await bot.call("sendRichMessage", **place, rich_message={"html": "<b>Goa</b>\n\nTaj"})
    aiogram.types.Message.model_validate(sent)
    assert [block["text"] for block in sent["rich_message"]["blocks"]] == ["Goa", "Taj"]
    paragraph = {"type": "paragraph", "text": "Taj"}
    drafted = {"rich_message": {"blocks": [paragraph]}, "draft_id": 7}
    assert await bot.call("sendRichMessageDraft", **place, **drafted)
    for wish, words in (
        ({}, "rich message must have exactly one of html, markdown and blocks"),
        ({"html": "x", "markdown": "x"},
         "rich message must have exactly one of html, markdown and blocks"),
        ({"blocks": [paragraph] * 501}, "rich message has too many blocks"),
        ({"blocks": [{"type": "paragraph", "text": "x" * 32_769}]}, "rich message is too long"),
    ):  # fmt: skip
        refused = await bot.refusal("sendRichMessage", **place, rich_message=wish)
        assert refused == f"Bad Request: {words}"

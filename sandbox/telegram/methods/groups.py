"""Methods about members, what is pinned, what is passed on, contacts and polls."""

from typing import Any

from sandbox.telegram.composing import send
from sandbox.telegram.members import member_json, status_of
from sandbox.telegram.methods.chats import pinnable
from sandbox.telegram.methods.sending import copied, copy_message
from sandbox.telegram.params import Params
from sandbox.telegram.people import Room, StoredMessage
from sandbox.telegram.quoting import origin
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

AT_ONCE = range(1, 101)


def _message_ids(params: Params, source: Room) -> list[int]:
    """Return the messages named that are there. Raises a 400 for an odd list."""
    numbers = params.integers("message_ids")
    if len(numbers) not in AT_ONCE:
        raise bad_request("there must be from 1 to 100 message identifiers")
    if numbers != sorted(set(numbers)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    return [number for number in numbers if number in source.messages]


async def forward_message(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Pass a message on; it says from whom it is."""
    return _forward(telegram, params, params.integer("message_id")).for_bot()


async def forward_messages(telegram: TelegramState, params: Params) -> list[dict[str, int]]:
    """Pass several on; those that are not there are left out."""
    source = telegram.room(params.values.get("from_chat_id"))
    ids = _message_ids(params, source)
    return [{"message_id": _forward(telegram, params, number).id} for number in ids]


def _forward(telegram: TelegramState, params: Params, number: int | None) -> StoredMessage:
    room = telegram.writable(params.values.get("chat_id"))
    source = telegram.room(params.values.get("from_chat_id"))
    stored = telegram.message(source, number, "forward")
    content = copied(stored)
    if "poll" in stored.body:
        content["poll"] = stored.body["poll"]
    if not content or "has_protected_content" in stored.body:
        raise bad_request("message can't be forwarded")
    told = stored.body.get("forward_origin") or origin(source, stored)
    bare = Params({**params.values, "reply_markup": None})
    return send(telegram, room, bare, {**content, "forward_origin": told})


async def copy_messages(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """Send the content of several once more."""
    source = telegram.room(params.values.get("from_chat_id"))
    ids = _message_ids(params, source)
    return [
        await copy_message(telegram, Params({**params.values, "message_id": number}))
        for number in ids
    ]


async def unpin_message(telegram: TelegramState, params: Params) -> bool:
    """Take the pin from a message, the last one if none is named."""
    room = pinnable(telegram, params)
    wished = params.integer("message_id")
    if wished is not None and room.pinned != wished:
        raise bad_request("message to unpin not found")
    room.pinned = None
    return True


async def unpin_all(telegram: TelegramState, params: Params) -> bool:
    """Take every pin away."""
    pinnable(telegram, params).pinned = None
    return True


async def send_contact(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send somebody's number."""
    room = telegram.writable(params.values.get("chat_id"))
    return send(telegram, room, params, {"contact": contact(params)}).for_bot()


def contact(params: Params) -> dict[str, Any]:
    """Return the Contact that the parameters name. Raises Telegram's 400s."""
    found = {"phone_number": params.text("phone_number"), "first_name": params.text("first_name")}
    for name in ("last_name", "vcard"):
        if params.values.get(name):
            found[name] = params.text(name)
    if not found["phone_number"]:
        raise bad_request("phone number must be non-empty")
    if not found["first_name"]:
        raise bad_request("first name must be non-empty")
    return found


async def count_members(telegram: TelegramState, params: Params) -> int:
    """Count the members, the bot among them."""
    room = telegram.room(params.values.get("chat_id"))
    return len(room.members) + len(list(telegram.present(room)))


async def list_administrators(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """List a group's administrators."""
    room = telegram.room(params.values.get("chat_id"))
    if room.person is not None:
        raise bad_request("there are no administrators in the private chat")
    bots = (bot.id for bot in telegram.present(room) if bot.administers(room))
    found = (telegram.user(one) for one in dict.fromkeys((room.creator, *room.admins, *bots)))
    return [
        member_json(room, user, status_of(room, user["id"])) for user in found if user is not None
    ]


async def leave_chat(telegram: TelegramState, params: Params) -> bool:
    """Leave a group."""
    room = telegram.writable(params.values.get("chat_id"))
    if room.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    telegram.become(room, telegram.profile.user(), "left")
    return True


METHODS = {
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessages": copy_messages,
    "unpinChatMessage": unpin_message,
    "unpinAllChatMessages": unpin_all,
    "sendContact": send_contact,
    "getChatMemberCount": count_members,
    "getChatAdministrators": list_administrators,
    "leaveChat": leave_chat,
}

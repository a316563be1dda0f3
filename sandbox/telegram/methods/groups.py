"""Methods about members, what is pinned, what is passed on, contacts and polls."""

import secrets
from typing import Any

from sandbox.telegram.composing import send
from sandbox.telegram.methods.sending import COPIED, copy_message
from sandbox.telegram.params import Params
from sandbox.telegram.people import StoredMessage
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

OPTIONS = range(2, 13)
LONGEST_QUESTION, LONGEST_OPTION = 300, 100


async def forward_message(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Pass a message on; it says from whom it is."""
    return _forward(telegram, params, params.integer("message_id")).for_bot()


async def forward_messages(telegram: TelegramState, params: Params) -> list[dict[str, int]]:
    """Pass several on; those that are not there are left out."""
    source = telegram.room(params.values.get("from_chat_id"))
    ids = [n for n in map(int, params.array("message_ids")) if n in source.messages]
    return [{"message_id": _forward(telegram, params, number).id} for number in ids]


def _forward(telegram: TelegramState, params: Params, number: int | None) -> StoredMessage:
    room = telegram.writable(params.values.get("chat_id"))
    source = telegram.room(params.values.get("from_chat_id"))
    stored = telegram.message(source, number, "forward")
    content = {name: stored.body[name] for name in COPIED if name in stored.body}
    if not content:
        raise bad_request("message can't be forwarded")
    origin: dict[str, Any] = {"date": stored.body["date"]}
    if "from" in stored.body:
        origin |= {"type": "user", "sender_user": stored.body["from"]}
    else:
        origin |= {"type": "channel", "chat": source.to_json(), "message_id": stored.id}
    bare = Params({**params.values, "reply_markup": None})
    return send(telegram, room, bare, {**content, "forward_origin": origin})


async def copy_messages(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """Send the content of several once more."""
    source = telegram.room(params.values.get("from_chat_id"))
    ids = [n for n in map(int, params.array("message_ids")) if n in source.messages]
    return [
        await copy_message(telegram, Params({**params.values, "message_id": number}))
        for number in ids
    ]


async def unpin_message(telegram: TelegramState, params: Params) -> bool:
    """Take the pin from a message, the last one if none is named."""
    room = telegram.writable(params.values.get("chat_id"))
    wished = params.values.get("message_id")
    if wished is not None and room.pinned != int(wished):
        raise bad_request("message to unpin not found")
    room.pinned = None
    return True


async def unpin_all(telegram: TelegramState, params: Params) -> bool:
    """Take every pin away."""
    telegram.writable(params.values.get("chat_id")).pinned = None
    return True


async def send_contact(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Send somebody's number."""
    room = telegram.writable(params.values.get("chat_id"))
    contact = {
        "phone_number": params.text("phone_number"),
        "first_name": params.text("first_name"),
    }
    for name in ("last_name", "vcard"):
        if params.values.get(name):
            contact[name] = params.text(name)
    if not contact["phone_number"] or not contact["first_name"]:
        raise bad_request("phone number and first name must not be empty")
    return send(telegram, room, params, {"contact": contact}).for_bot()


async def send_poll(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Ask a question with options."""
    room = telegram.writable(params.values.get("chat_id"))
    options = [_option(one) for one in params.array("options")]
    question = params.text("question")
    if not 0 < len(question) <= LONGEST_QUESTION:
        raise bad_request("poll question must be 1-300 characters long")
    if len(options) not in OPTIONS:
        raise bad_request(f"poll must have {OPTIONS.start}-{OPTIONS.stop - 1} options")
    if any(not 0 < len(one) <= LONGEST_OPTION for one in options):
        raise bad_request("poll options must be 1-100 characters long")
    anonymous = str(params.values.get("is_anonymous", "true")).lower() != "false"
    poll = {
        "id": str(secrets.randbits(60)),
        "question": question,
        "options": [
            {"persistent_id": str(number), "text": one, "voter_count": 0}
            for number, one in enumerate(options)
        ],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": anonymous,
        "type": "regular",
        "allows_revoting": True,
        "members_only": False,
        "allows_multiple_answers": str(params.values.get("allows_multiple_answers")).lower()
        == "true",
    }
    return send(telegram, room, params, {"poll": poll}).for_bot()


def _option(one: Any) -> str:
    return str(one.get("text", "") if isinstance(one, dict) else one)


async def stop_poll(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Close a poll."""
    room = telegram.writable(params.values.get("chat_id"))
    stored = telegram.message(room, params.integer("message_id"), "edit")
    poll: dict[str, Any] | None = stored.body.get("poll")
    if poll is None:
        raise bad_request("message with poll to stop not found")
    if poll["is_closed"]:
        raise bad_request("poll has already been closed")
    poll["is_closed"] = True
    telegram.changed(room, stored)
    return poll


async def count_members(telegram: TelegramState, params: Params) -> int:
    """Count the members, the bot among them."""
    room = telegram.room(params.values.get("chat_id"))
    return len(room.members) + (0 if room.bot_removed else 1)


async def list_administrators(telegram: TelegramState, params: Params) -> list[dict[str, Any]]:
    """Tell who administers a group."""
    room = telegram.room(params.values.get("chat_id"))
    if room.person is not None:
        raise bad_request("there are no administrators in the private chat")
    ids = [one for one in (room.creator, *room.admins) if one is not None]
    return [
        telegram.member_json(room, telegram.people[one], telegram.status_of(room, one))
        for one in dict.fromkeys(ids)
    ]


async def leave_chat(telegram: TelegramState, params: Params) -> bool:
    """Leave a group."""
    room = telegram.writable(params.values.get("chat_id"))
    if room.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    room.bot_removed = True
    return True


METHODS = {
    "forwardMessage": forward_message,
    "forwardMessages": forward_messages,
    "copyMessages": copy_messages,
    "unpinChatMessage": unpin_message,
    "unpinAllChatMessages": unpin_all,
    "sendContact": send_contact,
    "sendPoll": send_poll,
    "stopPoll": stop_poll,
    "getChatMemberCount": count_members,
    "getChatAdministrators": list_administrators,
    "leaveChat": leave_chat,
}

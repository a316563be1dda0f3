"""Methods about chats, members, files and reactions."""

from typing import Any

from sandbox.telegram.params import Params
from sandbox.telegram.profile import BOT_ID
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState


async def get_chat(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell of a chat."""
    room = telegram.room(params.values.get("chat_id"))
    chat = room.to_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if room.pinned is not None and room.pinned in room.messages:
        chat["pinned_message"] = room.messages[room.pinned].quoted()
    return chat


async def get_chat_member(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell of a member."""
    room = telegram.room(params.values.get("chat_id"))
    user_id = params.integer("user_id")
    if user_id == BOT_ID and not room.bot_removed:
        return {"user": telegram.profile.user(), "status": "member"}
    if user_id not in room.members or user_id not in telegram.people:
        raise bad_request("PARTICIPANT_ID_INVALID")
    status = telegram.status_of(room, user_id)
    return telegram.member_json(room, telegram.people[user_id], status)


async def pin_message(telegram: TelegramState, params: Params) -> bool:
    """Pin a message; the chat shows a service message that says so."""
    room = telegram.writable(params.values.get("chat_id"))
    stored = telegram.message(room, params.integer("message_id"), "pin")
    room.pinned = stored.id
    notice = {
        "message_id": room.next_message_id(),
        "from": telegram.profile.user(),
        "chat": room.to_json(),
        "date": telegram.now(),
        "pinned_message": stored.quoted(),
    }
    telegram.say(room, notice, from_bot=True)
    return True


async def get_file(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell where a file can be fetched."""
    file = telegram.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
        "file_path": file.path,
    }


async def set_reaction(telegram: TelegramState, params: Params) -> bool:
    """React to a message."""
    room = telegram.writable(params.values.get("chat_id"))
    stored = telegram.message(room, params.integer("message_id"), "react")
    telegram.events.publish(
        room.id,
        "reaction",
        {
            "chat_id": room.id,
            "message_id": stored.id,
            "reaction": params.array("reaction"),
        },
    )
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "pinChatMessage": pin_message,
    "getFile": get_file,
    "setMessageReaction": set_reaction,
}

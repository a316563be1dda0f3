"""Methods about chats, members, files and reactions."""

from typing import Any

from sandbox.telegram.members import member_json, status_of
from sandbox.telegram.methods.appearance import chat_photo
from sandbox.telegram.params import Params
from sandbox.telegram.people import PERMISSIONS, Room, StoredMessage
from sandbox.telegram.reactions import EMOJI
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.world import TelegramState

LARGEST_DOWNLOAD = 20 * 2**20


async def get_chat(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Describe a chat."""
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
    if room.type in {"group", "supergroup"}:
        chat["permissions"] = {name: name in room.permissions for name in PERMISSIONS}
    if room.slow_mode:
        chat["slow_mode_delay"] = room.slow_mode
    if room.photo:
        chat["photo"] = chat_photo(room.photo)
    if room.description:
        chat["description"] = room.description
    if room.pinned is not None and room.pinned in room.messages:
        chat["pinned_message"] = room.messages[room.pinned].quoted()
    return chat


async def get_chat_member(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell of a member."""
    room = telegram.room(params.values.get("chat_id"))
    user_id = params.integer("user_id")
    user = telegram.user(user_id or 0)
    if user is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if room.person is not None and user["id"] not in {room.id, telegram.id}:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member_json(room, user, status_of(room, user["id"]))


def pinnable(telegram: TelegramState, params: Params) -> Room:
    """Return the chat if the bot may pin in it: in groups, only those that administer may."""
    room = telegram.writable(params.values.get("chat_id"))
    if not telegram.administers(room):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return room


async def pin_message(telegram: TelegramState, params: Params) -> bool:
    """Pin a message; the chat shows a service message that says so."""
    room = pinnable(telegram, params)
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
        raise bad_request("invalid file_id" if params.text("file_id") else "file_id not specified")
    if len(file.content) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
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
    given = [_emoji(one) for one in params.array("reaction")]
    if len(given) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    stored.reactions.pop(telegram.id, None)
    if given:
        stored.reactions[telegram.id] = given[0]
    telegram.publish(room, "reacted", stored.shown())
    return True


def _emoji(reaction: Any) -> str:
    """Return what stands for a reaction; a custom emoji's own picture is not known here."""
    match reaction:
        case {"type": "emoji", "emoji": str(emoji)} if emoji in EMOJI:
            return emoji
        case {"type": "custom_emoji", "custom_emoji_id": str()}:
            return "⭐"
        case _:
            raise bad_request("REACTION_INVALID")


async def delete_reaction(telegram: TelegramState, params: Params) -> bool:
    """Take somebody's reaction from a message of a group that the bot administers."""
    room = telegram.writable(params.values.get("chat_id"))
    stored = telegram.message(room, params.integer("message_id"), "react")
    _forget_reactions(telegram, room, params, [stored])
    return True


async def delete_all_reactions(telegram: TelegramState, params: Params) -> bool:
    """Take somebody's reactions from all messages of a group that the bot administers."""
    room = telegram.writable(params.values.get("chat_id"))
    _forget_reactions(telegram, room, params, list(room.messages.values()))
    return True


def _forget_reactions(
    telegram: TelegramState, room: Room, params: Params, messages: list[StoredMessage]
) -> None:
    if room.person is not None or not telegram.administers(room):
        raise bad_request("CHAT_ADMIN_REQUIRED")
    who = params.integer("user_id") or params.integer("actor_chat_id")
    if who is None:
        raise bad_request("user_id is not specified")
    for stored in messages:
        if stored.reactions.pop(who, None):
            telegram.publish(room, "reacted", stored.shown())


async def get_boosts(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell how somebody boosts a chat: here, nobody does."""
    telegram.room(params.values.get("chat_id"))
    if telegram.user(params.integer("user_id")) is None:
        raise bad_request("user not found")
    return {"boosts": []}


async def get_profile_photos(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Return a person's photos: here, nobody has any."""
    if telegram.user(params.integer("user_id")) is None:
        raise bad_request("user not found")
    return {"total_count": 0, "photos": []}


async def get_profile_audios(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Tell what a person plays on their page: here, nobody plays anything."""
    if telegram.user(params.integer("user_id")) is None:
        raise bad_request("user not found")
    return {"total_count": 0, "audios": []}


METHODS = {
    "getUserProfileAudios": get_profile_audios,
    "deleteMessageReaction": delete_reaction,
    "deleteAllMessageReactions": delete_all_reactions,
    "getUserChatBoosts": get_boosts,
    "getUserProfilePhotos": get_profile_photos,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "pinChatMessage": pin_message,
    "getFile": get_file,
    "setMessageReaction": set_reaction,
}

"""What somebody is in a chat, as Telegram's ChatMember tells it."""

from typing import Any

from sandbox.telegram.people import PERMISSIONS, Room

PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
# What an administrator of the sandbox's groups may do: Telegram gives these to people, with what
# they may do not told apart here; a bot that was made one may do all but what it lacks.
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members",
    "can_promote_members", "can_change_info", "can_invite_users", "can_post_stories",
    "can_edit_stories", "can_delete_stories", "can_send_welcome_messages",
)  # fmt: skip


def status_of(room: Room, user_id: int) -> str:
    """Return what a person or a bot is in a chat."""
    if user_id in room.bots:
        return room.bots[user_id]
    if user_id == room.creator:
        return "creator"
    if user_id in room.admins:
        return "administrator"
    if user_id in room.restricted and user_id in room.members:
        return "restricted"
    return "member" if user_id in room.members else room.outside.get(user_id, "left")


def member_json(room: Room, user: dict[str, Any], status: str) -> dict[str, Any]:
    """Return the ChatMember object of a User."""
    member: dict[str, Any] = {"user": user, "status": status}
    if status == "creator":
        member["is_anonymous"] = room.admins.get(user["id"], False)
    if status == "administrator":
        member |= {"is_anonymous": room.admins.get(user["id"], False), "can_be_edited": False}
        member |= dict.fromkeys(RIGHTS, user["is_bot"])
        if room.type == "supergroup":
            member |= dict.fromkeys(("can_pin_messages", "can_manage_topics"), user["is_bot"])
        if room.type == "channel":
            member |= dict.fromkeys(("can_post_messages", "can_edit_messages"), user["is_bot"])
        member |= dict.fromkeys(room.lacking.get(user["id"], ()), False)
    if room.titles.get(user["id"]) and status in {"creator", "administrator"}:
        member["custom_title"] = room.titles[user["id"]]
    if status == "restricted":
        allowed = room.restricted.get(user["id"], frozenset())
        member |= {"is_member": True, "until_date": 0}
        member |= {name: name in allowed for name in PERMISSIONS}
    if status == "kicked":
        member["until_date"] = 0
    return member

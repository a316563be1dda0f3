"""Methods by which a bot that administers a group says who may be there, and as what."""

import secrets
from typing import Any

from sandbox.telegram.members import PRESENT, status_of
from sandbox.telegram.membership import let_in, put_out, tell_of
from sandbox.telegram.params import Params
from sandbox.telegram.people import EVERYTHING, Person, Room
from sandbox.telegram.refusals import bad_request
from sandbox.telegram.rights import asked_permissions
from sandbox.telegram.world import TelegramState

LONGEST_LINK_NAME, LONGEST_CUSTOM_TITLE = 32, 16
LINK = "https://t.me/+{}"


def _governed(telegram: TelegramState, params: Params, wish: str) -> Room:
    """Return a group that the bot administers. Raises Telegram's 400s."""
    room = telegram.writable(params.values.get("chat_id"))
    if room.person is not None:
        raise bad_request(f"can't {wish} in private chats")
    if not telegram.administers(room):
        raise bad_request(f"not enough rights to {wish}")
    return room


def _member(telegram: TelegramState, room: Room, params: Params) -> Person:
    """Return the person named, who may not be above the bot. Raises Telegram's 400s."""
    person = telegram.people.get(params.integer("user_id") or 0)
    if person is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    if status_of(room, person.id) == "creator":
        raise bad_request("can't remove chat owner")
    if person.id in room.admins:
        raise bad_request("user is an administrator of the chat")
    return person


async def ban(telegram: TelegramState, params: Params) -> bool:
    """Put somebody out, not to come back."""
    room = _governed(telegram, params, "restrict/unrestrict chat member")
    person = _member(telegram, room, params)
    put_out(telegram, room, telegram.profile.user(), person, "kicked")
    return True


async def unban(telegram: TelegramState, params: Params) -> bool:
    """Let somebody come again; who is there is put out by it, unless told otherwise."""
    room = _governed(telegram, params, "restrict/unrestrict chat member")
    person = _member(telegram, room, params)
    if person.id in room.members and params.flag("only_if_banned"):
        return True
    if person.id in room.members or room.outside.get(person.id) == "kicked":
        put_out(telegram, room, telegram.profile.user(), person, "left")
    return True


async def restrict(telegram: TelegramState, params: Params) -> bool:
    """Say what a member may still do; all of it takes the restriction away."""
    room = _governed(telegram, params, "restrict/unrestrict chat member")
    if room.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    person = _member(telegram, room, params)
    old = status_of(room, person.id)
    allowed = asked_permissions(params)
    room.restricted.pop(person.id, None)
    if allowed != EVERYTHING:
        room.restricted[person.id] = allowed
    tell_of(telegram, room, telegram.profile.user(), person, old)
    return True


async def promote(telegram: TelegramState, params: Params) -> bool:
    """Make a member an administrator, or a member again where no right is given."""
    room = _governed(telegram, params, "promote chat members")
    person = telegram.people.get(params.integer("user_id") or 0)
    if person is None or status_of(room, person.id) not in PRESENT:
        raise bad_request("USER_NOT_PARTICIPANT")
    if person.id == room.creator:
        raise bad_request("can't remove chat owner")
    old = status_of(room, person.id)
    rights = [name for name in params.values if name.startswith("can_") and params.flag(name)]
    room.admins.pop(person.id, None)
    if rights or params.flag("is_anonymous"):
        room.admins[person.id] = params.flag("is_anonymous")
    tell_of(telegram, room, telegram.profile.user(), person, old)
    return True


async def set_custom_title(telegram: TelegramState, params: Params) -> bool:
    """Say what an administrator is called instead of that."""
    room = _governed(telegram, params, "change custom title of the user")
    if room.type != "supergroup":
        raise bad_request("method is available only for supergroups")
    person, title = params.integer("user_id") or 0, params.text("custom_title").strip()
    if person == room.creator:
        raise bad_request("only creator can edit their custom title")
    if person not in room.admins:
        raise bad_request("user is not an administrator")
    if len(title) > LONGEST_CUSTOM_TITLE:
        raise bad_request("ADMIN_RANK_INVALID")
    room.titles[person] = title
    return True


async def ban_sender(telegram: TelegramState, params: Params) -> bool:
    """Keep a channel from speaking in a group; here, none does."""
    room = _governed(telegram, params, "restrict/unrestrict chat member")
    if room.type not in {"supergroup", "channel"}:
        raise bad_request("method is available only for supergroups and channels")
    if telegram.known_room(params.values.get("sender_chat_id")) is None:
        raise bad_request("chat not found")
    return True


async def create_link(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Create a link for joining, or for asking to join."""
    room = _governed(telegram, params, "manage chat invite link")
    return _link(telegram, room, params, LINK.format(secrets.token_urlsafe(12)))


def _link(telegram: TelegramState, room: Room, params: Params, address: str) -> dict[str, Any]:
    name, limit = params.text("name"), params.integer("member_limit") or 0
    by_request = params.flag("creates_join_request")
    if len(name) > LONGEST_LINK_NAME:
        raise bad_request("invite link name is too long")
    if limit and by_request:
        raise bad_request("member limit can't be specified for links requiring administrator "
                          "approval")  # fmt: skip
    link: dict[str, Any] = {
        "invite_link": address,
        "creator": telegram.profile.user(),
        "creates_join_request": by_request,
        "is_primary": False,
        "is_revoked": False,
    }
    given = {"name": name, "member_limit": limit, "expire_date": params.integer("expire_date")}
    room.links[address] = link | {key: value for key, value in given.items() if value}
    return room.links[address]


async def edit_link(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Change a link that the bot made."""
    room = _governed(telegram, params, "manage chat invite link")
    address = params.text("invite_link")
    if address not in room.links or room.links[address]["is_revoked"]:
        raise bad_request("INVITE_HASH_EXPIRED")
    return _link(telegram, room, params, address)


async def revoke_link(telegram: TelegramState, params: Params) -> dict[str, Any]:
    """Take a link back."""
    room = _governed(telegram, params, "manage chat invite link")
    link = room.links.get(params.text("invite_link"))
    if link is None:
        raise bad_request("INVITE_HASH_EXPIRED")
    link["is_revoked"] = True
    return link


async def export_link(telegram: TelegramState, params: Params) -> str:
    """Make the bot's first link again, and tell it."""
    room = _governed(telegram, params, "manage chat invite link")
    for link in room.links.values():
        link["is_revoked"] = link["is_revoked"] or link["is_primary"]
    address = LINK.format(secrets.token_urlsafe(12))
    _link(telegram, room, Params({}), address)["is_primary"] = True
    return address


def _asking(telegram: TelegramState, params: Params) -> tuple[Room, Person]:
    room = _governed(telegram, params, "manage chat join requests")
    person = telegram.people.get(params.integer("user_id") or 0)
    if person is None:
        raise bad_request("USER_ID_INVALID")
    if person.id in room.members:
        raise bad_request("USER_ALREADY_PARTICIPANT")
    if person.id not in room.asking:
        raise bad_request("HIDE_REQUESTER_MISSING")
    return room, person


async def approve(telegram: TelegramState, params: Params) -> bool:
    """Let in somebody who asks."""
    room, person = _asking(telegram, params)
    let_in(telegram, room, person, person)
    return True


async def decline(telegram: TelegramState, params: Params) -> bool:
    """Let somebody who asks stay outside."""
    room, person = _asking(telegram, params)
    room.asking.discard(person.id)
    return True


METHODS = {
    "banChatMember": ban,
    "unbanChatMember": unban,
    "restrictChatMember": restrict,
    "promoteChatMember": promote,
    "setChatAdministratorCustomTitle": set_custom_title,
    "banChatSenderChat": ban_sender,
    "unbanChatSenderChat": ban_sender,
    "createChatInviteLink": create_link,
    "editChatInviteLink": edit_link,
    "revokeChatInviteLink": revoke_link,
    "exportChatInviteLink": export_link,
    "approveChatJoinRequest": approve,
    "declineChatJoinRequest": decline,
}

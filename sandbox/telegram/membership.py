"""Changes of membership: reported in the chat, and to the bots that may know."""

from sandbox.telegram.members import member_json, status_of
from sandbox.telegram.people import Person, Room
from sandbox.telegram.world import TelegramState


def let_in(
    telegram: TelegramState, room: Room, by: Person, person: Person, link: str | None = None
) -> None:
    """Make somebody a member, and tell the bots; channels say nothing of it."""
    old = status_of(room, person.id)
    room.members.add(person.id)
    room.outside.pop(person.id, None)
    room.asking.discard(person.id)
    if room.type != "channel":
        telegram.serve(room, by.to_json(), {"new_chat_members": [person.to_json()]})
    tell_of(telegram, room, by.to_json(), person, old, room.links.get(link or ""))


def put_out(
    telegram: TelegramState, room: Room, by: dict[str, object], person: Person, how: str
) -> None:
    """Take a member out: "left" by themselves, or "kicked"; and tell the bots."""
    old = status_of(room, person.id)
    if room.type != "channel" and person.id in room.members:
        telegram.serve(room, by, {"left_chat_member": person.to_json()})
    room.members.discard(person.id)
    room.admins.pop(person.id, None)
    room.outside[person.id] = how
    tell_of(telegram, room, by, person, old)


def tell_of(
    telegram: TelegramState,
    room: Room,
    by: dict[str, object],
    person: Person,
    old: str,
    link: dict[str, object] | None = None,
) -> None:
    """Tell the bots that administer a chat that a member is no longer what it was."""
    user = person.to_json()
    change = {
        "chat": room.to_json(),
        "from": by,
        "date": telegram.now(),
        "old_chat_member": member_json(room, user, old),
        "new_chat_member": member_json(room, user, status_of(room, person.id)),
    }
    if link is not None:
        change["invite_link"] = link
    telegram.tell(room, "chat_member", change, who="admins")

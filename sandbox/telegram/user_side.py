"""The travellers' side of Telegram: who there is, in which chats, and what they see of the bot."""

from dataclasses import asdict
from typing import Annotated, Any, Literal

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field
from starlette.responses import Response

from sandbox.telegram.members import status_of
from sandbox.telegram.people import Person, Room
from sandbox.telegram.world import TelegramState


class NewUser(BaseModel):
    """A person to be."""

    first_name: Annotated[str, Field(min_length=1, max_length=64)]
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None


class NewChat(BaseModel):
    """A group to be; the bot is in it, and the first member has made it."""

    type: Literal["group", "supergroup", "channel"]
    title: Annotated[str, Field(min_length=1, max_length=128)]
    members: list[int]
    username: str | None = None


class Actor(BaseModel):
    """Who removes the bot from a group, brings it back, or has it administer."""

    from_user: int


def router(telegram: TelegramState) -> APIRouter:
    """Return the routes under /sandbox that concern people, groups and the bot's profile."""
    routes = APIRouter(prefix="/sandbox")
    _add_people(routes, telegram)
    _add_chats(routes, telegram)
    _add_bot(routes, telegram)
    return routes


def find_person(telegram: TelegramState, user_id: int) -> Person:
    """Return a person or answer 404."""
    person = telegram.people.get(user_id)
    if person is None:
        raise HTTPException(404, f"No user has the id {user_id}.")
    return person


def find_room(telegram: TelegramState, chat_id: int) -> Room:
    """Return a chat or answer 404."""
    room = telegram.rooms.get(chat_id)
    if room is None:
        raise HTTPException(404, f"No chat has the id {chat_id}.")
    return room


def _add_people(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/users")
    async def add_user(user: NewUser) -> dict[str, int]:
        person = telegram.add_person(**user.model_dump())
        return {"id": person.id, "chat_id": person.id}

    @routes.get("/users")
    async def users() -> list[dict[str, Any]]:
        return [
            {**person.to_json(), "chat_id": person.id, "blocked": telegram.rooms[person.id].blocked}
            for person in telegram.people.values()
        ]

    @routes.post("/users/{user_id}/block")
    async def block(user_id: int) -> dict[str, bool]:
        return _block(telegram, user_id, blocked=True)

    @routes.post("/users/{user_id}/unblock")
    async def unblock(user_id: int) -> dict[str, bool]:
        return _block(telegram, user_id, blocked=False)

    @routes.post("/users/{user_id}/deactivate")
    async def deactivate(user_id: int) -> dict[str, bool]:
        """Delete the account: Telegram tells the bot nothing, only refuses its messages."""
        find_person(telegram, user_id).deactivated = True
        return {"deactivated": True}


def _block(telegram: TelegramState, user_id: int, *, blocked: bool) -> dict[str, bool]:
    person, room = find_person(telegram, user_id), telegram.rooms[user_id]
    if room.blocked != blocked:
        room.blocked = blocked
        old, new = ("member", "kicked") if blocked else ("kicked", "member")
        telegram.membership(room, person.to_json(), old=old, new=new)
    return {"blocked": blocked}


def find_group(telegram: TelegramState, chat_id: int) -> Room:
    """Return a group or supergroup, or answer 404 or 409."""
    room = find_room(telegram, chat_id)
    if room.person is not None:
        raise HTTPException(409, "This is a private chat; users block and unblock the bot.")
    return room


def _add_chats(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/chats")
    async def add_chat(chat: NewChat) -> dict[str, int]:
        people = [find_person(telegram, member) for member in chat.members]
        room = telegram.add_group(chat.type, chat.title, set(chat.members))
        room.username = chat.username
        if people:
            room.creator = people[0].id
            _tell_of_new(telegram, room, people[0].to_json())
        return {"id": room.id}

    @routes.get("/chats")
    async def chats() -> list[dict[str, Any]]:
        return [
            _shown(telegram, room) for room in telegram.rooms.values() if room.migrated_to is None
        ]

    @routes.get("/groups")
    async def groups() -> list[dict[str, Any]]:
        """List the groups and channels of all bots, for those that this one may be brought into."""
        return [
            {"id": room.id, "title": room.title, "members": sorted(room.members)}
            for room in telegram.cloud.groups.values()
            if room.migrated_to is None and not telegram.is_in(room)
        ]

    @routes.post("/chats/{chat_id}/migrate")
    async def migrate(chat_id: int) -> dict[str, int]:
        room = find_group(telegram, chat_id)
        if room.type != "group" or room.migrated_to is not None:
            raise HTTPException(409, "Only a group can become a supergroup, and only once.")
        return {"id": telegram.upgrade(room).id}


def _tell_of_new(telegram: TelegramState, room: Room, by: dict[str, Any]) -> None:
    """Tell the bot that it is in a new group: by an update and, but in channels, in the chat."""
    telegram.membership(room, by, old="left", new=room.bots[telegram.id])
    if room.type == "group":
        telegram.serve(room, by, {"group_chat_created": True})
    elif room.type == "supergroup":
        telegram.serve(room, by, {"new_chat_members": [telegram.profile.user()]})


def _shown(telegram: TelegramState, room: Room) -> dict[str, Any]:
    """Return a chat as the chat page lists it."""
    language = (room.person.language_code if room.person else None) or ""
    last = room.messages[max(room.messages)].shown() if room.messages else None
    commands = telegram.profile.commands_for(
        room.id, private=room.person is not None, language=language
    )
    return {
        **room.to_json(),
        "members": sorted(room.members),
        "roles": {member: status_of(room, member) for member in room.members},
        "anonymous": [member for member, hidden in room.admins.items() if hidden],
        "bot": status_of(room, telegram.id),
        "general": asdict(room.general),
        "topics": [
            {"id": number, "name": name, "closed": number in room.closed_topics}
            for number, name in room.topics.items()
        ],
        "last_message": last,
        "bot_commands": commands,
    }


def _add_bot(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.get("/bot")
    async def bot(chat_id: int | None = None, language_code: str = "") -> dict[str, Any]:
        profile = telegram.profile
        private = chat_id is None or chat_id > 0
        return {
            **profile.user(),
            "description": profile.text("description", language_code),
            "short_description": profile.text("short_description", language_code),
            "commands": profile.commands_for(chat_id, private=private, language=language_code),
            "menu_button": profile.menu_button(chat_id),
        }

    @routes.get("/files/{file_id}")
    async def file(file_id: str) -> Response:
        stored = telegram.files.get(file_id)
        if stored is None:
            raise HTTPException(404, "No file has this id.")
        headers = {
            "Cache-Control": "max-age=86400",
            "X-Content-Type-Options": "nosniff",
            # A document is whatever the bot says it is: it must not run here as a page.
            "Content-Security-Policy": "sandbox",
        }
        return Response(stored.content, media_type=stored.content_type, headers=headers)

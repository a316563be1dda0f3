"""Who is in a group: people and bots who come, go, administer, or ask to come in."""

from typing import Annotated

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, Field

from sandbox.telegram.conversation import find_place
from sandbox.telegram.members import status_of
from sandbox.telegram.membership import let_in, put_out, tell_of
from sandbox.telegram.people import EVERYTHING, Room
from sandbox.telegram.user_side import Actor, find_group, find_person
from sandbox.telegram.world import TelegramState


class Doer(BaseModel):
    """Who does it; `by` is who has somebody come or go, if not they themselves.

    `invite_link` is the link that they came by.
    """

    from_user: int
    by: int | None = None
    invite_link: str | None = None


class Promotion(BaseModel):
    """Who becomes an administrator, and whether they write as the group."""

    from_user: int
    anonymous: bool = False


class BotPromotion(BaseModel):
    """Who makes the bot an administrator, and the rights that it is not given."""

    from_user: int
    without: frozenset[str] = frozenset()


class Permissions(BaseModel):
    """Who says so, and which permissions of a ChatPermissions there are."""

    from_user: int
    allowed: frozenset[str]


class SlowMode(BaseModel):
    """Who says so, and the seconds between two messages of a member, 0 for none."""

    from_user: int
    seconds: Annotated[int, Field(ge=0, le=3600)]


def router(telegram: TelegramState) -> APIRouter:
    """Return the routes under /sandbox that concern the members of groups and channels."""
    routes = APIRouter(prefix="/sandbox/chats/{chat_id}")
    _add_people(routes, telegram)
    _add_administrators(routes, telegram)
    _add_bots(routes, telegram)
    _add_rights(routes, telegram)
    return routes


def _add_people(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/join")
    async def join(chat_id: int, doer: Doer) -> dict[str, bool]:
        room, person = find_group(telegram, chat_id), find_person(telegram, doer.from_user)
        if room.outside.get(person.id) == "kicked" and doer.by is None:
            raise HTTPException(403, "This user was put out of this chat.")
        if person.id not in room.members:
            by = find_person(telegram, doer.by or person.id)
            let_in(telegram, room, by, person, doer.invite_link)
        return {"member": True}

    @routes.post("/ask")
    async def ask(chat_id: int, doer: Doer) -> dict[str, bool]:
        """Ask to be let in, as people do where links need an administrator's word."""
        room, person = find_group(telegram, chat_id), find_person(telegram, doer.from_user)
        if person.id in room.members:
            raise HTTPException(409, "This user is in this chat already.")
        room.asking.add(person.id)
        request = {
            "chat": room.to_json(),
            "from": person.to_json(),
            "user_chat_id": person.id,
            "date": telegram.now(),
        }
        telegram.tell(room, "chat_join_request", request, who="admins")
        return {"asked": True}

    @routes.post("/leave")
    async def leave(chat_id: int, doer: Doer) -> dict[str, bool]:
        room, person = find_place(telegram, chat_id, doer.from_user)
        find_group(telegram, chat_id)
        by = find_person(telegram, doer.by or person.id)
        put_out(telegram, room, by.to_json(), person, "left" if by is person else "kicked")
        return {"member": False}


def _add_administrators(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/promote")
    async def promote(chat_id: int, wish: Promotion) -> dict[str, bool]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        old = status_of(room, person.id)
        room.admins[person.id] = wish.anonymous
        tell_of(telegram, room, person.to_json(), person, old)
        return {"administrator": True}

    @routes.post("/demote")
    async def demote(chat_id: int, wish: Promotion) -> dict[str, bool]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        old = status_of(room, person.id)
        room.admins.pop(person.id, None)
        tell_of(telegram, room, person.to_json(), person, old)
        return {"administrator": False}


def _add_bots(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/remove_bot")
    async def remove_bot(chat_id: int, actor: Actor) -> dict[str, bool]:
        room, person = find_group(telegram, chat_id), find_person(telegram, actor.from_user)
        if telegram.is_in(room):
            telegram.become(room, person.to_json(), "kicked")
            news = {"left_chat_member": telegram.profile.user()}
            telegram.serve(room, person.to_json(), news)
        return {"removed": True}

    @routes.post("/add_bot")
    async def add_bot(chat_id: int, actor: Actor) -> dict[str, bool]:
        """Bring this bot into a group, be it one that another bot's people made."""
        room = telegram.cloud.groups.get(chat_id) or find_group(telegram, chat_id)
        person = find_person(telegram, actor.from_user)
        if not telegram.is_in(room):
            status = "administrator" if room.type == "channel" else "member"
            telegram.become(room, person.to_json(), status)
            if room.type != "channel":
                news = {"new_chat_members": [telegram.profile.user()]}
                telegram.serve(room, person.to_json(), news)
        return {"removed": False}

    @routes.post("/promote_bot")
    async def promote_bot(chat_id: int, wish: BotPromotion) -> dict[str, bool]:
        room, person = find_place(telegram, chat_id, wish.from_user)
        room.lacking[telegram.id] = wish.without
        telegram.become(room, person.to_json(), "administrator")
        return {"administrator": True}

    @routes.post("/demote_bot")
    async def demote_bot(chat_id: int, actor: Actor) -> dict[str, bool]:
        room, person = find_place(telegram, chat_id, actor.from_user)
        telegram.become(room, person.to_json(), "member")
        return {"administrator": False}


def _add_rights(routes: APIRouter, telegram: TelegramState) -> None:
    @routes.post("/permissions")
    async def permit(chat_id: int, wish: Permissions) -> dict[str, bool]:
        """Say what members may do; bots are not told of it."""
        _governed(telegram, chat_id, wish.from_user).permissions = _known(wish.allowed)
        return {"changed": True}

    @routes.post("/restrict_bot")
    async def restrict_bot(chat_id: int, wish: Permissions) -> dict[str, bool]:
        """Say what the bot alone may do, which is told to it."""
        room = _governed(telegram, chat_id, wish.from_user)
        person = find_person(telegram, wish.from_user)
        room.restricted[telegram.id] = _known(wish.allowed)
        telegram.become(room, person.to_json(), "restricted")
        return {"restricted": True}

    @routes.post("/slow_mode")
    async def slow_down(chat_id: int, wish: SlowMode) -> dict[str, int]:
        _governed(telegram, chat_id, wish.from_user).slow_mode = wish.seconds
        return {"seconds": wish.seconds}


def _known(allowed: frozenset[str]) -> frozenset[str]:
    odd = sorted(allowed - EVERYTHING)
    if odd:
        raise HTTPException(422, f"There is no permission {odd[0]!r}.")
    return allowed


def _governed(telegram: TelegramState, chat_id: int, user_id: int) -> Room:
    """Return a supergroup that somebody administers, or say why they may not change it."""
    room, person = find_place(telegram, chat_id, user_id)
    if room.type != "supergroup":
        raise HTTPException(409, "Only supergroups have rights told apart here.")
    if status_of(room, person.id) not in {"creator", "administrator"}:
        raise HTTPException(403, "Only an administrator changes this.")
    return room

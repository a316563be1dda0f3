"""Gives and takes the admin role, bans and unbans, and ends sessions."""

from datetime import datetime

from domain.accounts.models import Role
from domain.accounts.queries.roles import (
    Standing,
    count_admins,
    lock_standing,
    private_chats,
    set_active,
    set_role,
)
from domain.accounts.queries.sessions import end_sessions
from domain.administration.audit import Act, Actor, Deed, note
from domain.administration.errors import AdminMeant, LastAdmin, OwnAccountMeant
from domain.trackers.chats import leave_chat, return_to_chat
from domain.unit_of_work import Database

BANNED, BY_ADMIN = "banned", "ended by an administrator"


async def give_role(
    database: Database, actor: Actor, user_id: int, role: Role, now: datetime
) -> Standing:
    """Set an account's role; if it has that role already, nothing is written.

    Raises NotFound, `OwnAccountMeant` for an admin who would demote themselves, and `LastAdmin`.
    """
    async with database.transaction():
        standing = await lock_standing(database, user_id)
        if standing.role is role:
            return standing
        if role is not Role.ADMIN:
            if actor.user_id == user_id:
                raise OwnAccountMeant
            if standing.is_active and await count_admins(database) <= 1:
                raise LastAdmin(standing.first_name, user_id)
        await set_role(database, user_id, role)
        act = Act.ROLE_GIVEN if role is Role.ADMIN else Act.ROLE_TAKEN
        deed = Deed(act, _subject(user_id), {"role": standing.role}, {"role": role})
        await note(database, actor, deed, now)
    return standing


async def become_first_admin(database: Database, user_id: int, name: str, now: datetime) -> bool:
    """Make somebody named in the settings an admin if there is none yet; return whether it did.

    A banned account stays banned.
    """
    if await count_admins(database):
        return False
    async with database.transaction():
        standing = await lock_standing(database, user_id)
        if not standing.is_active or await count_admins(database):
            return False
        await set_role(database, user_id, Role.ADMIN)
        settings = Actor(user_id, name, None)
        deed = Deed(
            Act.ROLE_GIVEN,
            _subject(user_id),
            {"role": standing.role},
            {"role": Role.ADMIN, "by": "ADMIN_IDS"},
        )
        await note(database, settings, deed, now)
    return True


async def ban(database: Database, actor: Actor, user_id: int, now: datetime) -> Standing:
    """Ban an account: its sessions end, its trackers pause, and it gets no answers.

    Raises NotFound, `OwnAccountMeant` and `AdminMeant`.
    """
    async with database.transaction():
        standing = await lock_standing(database, user_id)
        if actor.user_id == user_id:
            raise OwnAccountMeant
        if standing.role is Role.ADMIN:
            raise AdminMeant(standing.first_name, user_id)
        if standing.is_active:
            await set_active(database, user_id, is_active=False)
            ended = await end_sessions(database, user_id, BANNED, now)
            for chat_id in await private_chats(database, user_id):
                await leave_chat(database, chat_id, now)
            deed = Deed(
                Act.BANNED,
                _subject(user_id),
                {"active": True},
                {"active": False, "sessions_ended": ended},
            )
            await note(database, actor, deed, now)
    return standing


async def unban(database: Database, actor: Actor, user_id: int, now: datetime) -> Standing:
    """Unban an account; its trackers resume. Raises NotFound."""
    async with database.transaction():
        standing = await lock_standing(database, user_id)
        if not standing.is_active:
            await set_active(database, user_id, is_active=True)
            for chat_id in await private_chats(database, user_id):
                await return_to_chat(database, chat_id, now)
            deed = Deed(Act.UNBANNED, _subject(user_id), {"active": False}, {"active": True})
            await note(database, actor, deed, now)
    return standing


async def end_all_sessions(database: Database, actor: Actor, user_id: int, now: datetime) -> int:
    """End somebody's web sessions and return how many. Raises NotFound."""
    async with database.transaction():
        await lock_standing(database, user_id)
        ended = await end_sessions(database, user_id, BY_ADMIN, now)
        if ended:
            deed = Deed(Act.SESSIONS_ENDED, _subject(user_id), after={"sessions_ended": ended})
            await note(database, actor, deed, now)
    return ended


def _subject(user_id: int) -> str:
    return f"user:{user_id}"

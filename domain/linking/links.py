"""Links: created, listed and removed, each in one unit of work with everything that goes along."""

from dataclasses import dataclass
from uuid import UUID

from domain.accounts.errors import AccountSwitchedOff
from domain.accounts.queries.sessions import Account, account_by_id, end_sessions
from domain.accounts.sessions import EndReason
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.errors import NotFound
from domain.linking.errors import ChatLinkedAlready, ChatLinkedElsewhere, LinkNotValid
from domain.linking.merge import Brought, merge, part, share_wishes
from domain.linking.notices import (
    CHAT_LINKED,
    CHAT_UNLINKED,
    Told,
    masked,
    to_chat,
    to_mailbox,
)
from domain.linking.queries.links import (
    LinkedChat,
    earlier_owners,
    end_link,
    give_chat,
    link_of_chat,
    links_of,
    lock_owner,
    put_link,
)
from domain.outbox.queries.messages import put_messages
from domain.trackers.handover import settle_in


@dataclass(frozen=True, slots=True)
class Linked:
    """A new link; `counts` says what the chat brought, by kind."""

    link_id: int
    chat_name: str
    email: str
    counts: dict[str, int]


async def linked_chats(app: App, user_id: int) -> tuple[LinkedChat, ...]:
    """Return the chats linked with an account."""
    return await links_of(app.pool, user_id)


async def linked_account(app: App, traveller: Traveller) -> str | None:
    """Return the masked address of the account linked with a chat, or None."""
    link = await link_of_chat(app.pool, traveller.chat_id)
    account = None if link is None else await account_by_id(app.pool, link.user_id)
    return None if account is None else masked(account.email or "")


async def unlink_chat(app: App, traveller: Traveller) -> dict[str, int]:
    """Unlink the chat that asks; return what went with it. Raises NotFound."""
    async with app.pool.transaction():
        link = await link_of_chat(app.pool, traveller.chat_id)
        if link is None:
            raise NotFound("link")
        return await _unlink(app, link, is_chat_told=False)


async def unlink_on_web(app: App, user_id: int, link_id: int) -> dict[str, int]:
    """Unlink one of an account's chats; return what went with it. Raises NotFound."""
    async with app.pool.transaction():
        links = await links_of(app.pool, user_id)
        link = next((one for one in links if one.link_id == link_id), None)
        if link is None:
            raise NotFound("link")
        return await _unlink(app, link, is_chat_told=True)


async def link_chat(
    app: App, account: Account, session_id: UUID, chat_id: int, chat_name: str
) -> Linked:
    """Link a chat with an account. Joins a unit of work.

    Raises ChatLinkedAlready, ChatLinkedElsewhere and AccountSwitchedOff.
    """
    own_user = await require_free(app, chat_id, account.user_id)
    now = app.clock.now()
    if not await links_of(app.pool, account.user_id):
        # The account has no settings yet; the chat does.
        await share_wishes(app, own_user, account.user_id)
    # Trackers created on the web had no chat to report to until now.
    await settle_in(app, account.user_id, chat_id)
    brought = await merge(app, own_user, account.user_id)
    await give_chat(app.pool, chat_id, account.user_id)
    kept = brought.as_json()
    link_id = await put_link(app.pool, chat_id, chat_name, account.user_id, own_user, kept, now)
    for earlier in await earlier_owners(app.pool, chat_id):
        but = session_id if earlier == account.user_id else None
        await end_sessions(app.pool, earlier, EndReason.LINKED_ANEW, now, but=but)
    chat = Told(link_id, chat_id, chat_name, brought.counts)
    await _tell(app, CHAT_LINKED, account.user_id, chat, is_chat_told=True)
    return Linked(link_id, chat_name, masked(account.email or ""), brought.counts)


async def _unlink(app: App, link: LinkedChat, *, is_chat_told: bool) -> dict[str, int]:
    if await lock_owner(app.pool, link.chat_id) != link.user_id:
        raise NotFound("link")
    brought = Brought.from_json(link.brought)
    await share_wishes(app, link.user_id, link.own_user_id)
    back = await part(app, link.user_id, link.own_user_id, link.chat_id, brought)
    await give_chat(app.pool, link.chat_id, link.own_user_id)
    await end_link(app.pool, link.link_id, app.clock.now())
    chat = Told(link.link_id, link.chat_id, link.chat_name, back.counts)
    await _tell(app, CHAT_UNLINKED, link.user_id, chat, is_chat_told=is_chat_told)
    return back.counts


async def _tell(app: App, kind: str, user_id: int, chat: Told, *, is_chat_told: bool) -> None:
    account = await account_by_id(app.pool, user_id)
    if account is None or account.email is None:
        return
    told = [to_mailbox(kind, account, chat)]
    if is_chat_told:
        told.append(to_chat(kind, account, chat))
    await put_messages(app.pool, told, app.clock.now())


async def require_free(app: App, chat_id: int, user_id: int) -> int:
    """Lock a chat and return its own account. Raises if it is linked."""
    owner = await lock_owner(app.pool, chat_id)
    if owner is None:
        raise LinkNotValid
    if owner == user_id:
        raise ChatLinkedAlready
    own = await account_by_id(app.pool, owner)
    if own is None or own.email is not None:
        raise ChatLinkedElsewhere
    if not own.is_active:
        raise AccountSwitchedOff
    return owner

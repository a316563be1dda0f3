"""What somebody with a proved Telegram identity may do: sign in, or link their own chat.

A person's private chat with the bot has the person's Telegram id.
"""

from uuid import UUID

import asyncpg

from domain.accounts.errors import EmailNotVerified, TelegramNotProved
from domain.accounts.queries.sessions import Account
from domain.accounts.service import Accounts
from domain.accounts.sessions import Device, TokenPair
from domain.accounts.telegram_login import TelegramIdentity
from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.linking.links import Linked, link_chat
from domain.linking.notices import LONGEST_NAME
from domain.linking.queries.links import note_subject


async def sign_in(
    app: App, accounts: Accounts, identity: TelegramIdentity, device: Device
) -> TokenPair:
    """Sign in to the account of somebody's chat; a newcomer gets one.

    Raises TelegramNotProved and AccountSwitchedOff.
    """
    async with app.pool.transaction():
        traveller = await _meet(app, identity)
        return await accounts.enter(traveller.user_id, device, app.clock.now())


async def link_own_chat(
    app: App, account: Account, session_id: UUID, identity: TelegramIdentity
) -> Linked:
    """Link somebody's own chat with their signed-in account.

    Raises TelegramNotProved, EmailNotVerified, ChatLinkedAlready and ChatLinkedElsewhere.
    """
    if not account.is_verified:
        raise EmailNotVerified
    async with app.pool.transaction():
        traveller = await _meet(app, identity)
        name = f"{identity.name} (@{identity.username})" if identity.username else identity.name
        return await link_chat(app, account, session_id, traveller.chat_id, name[:LONGEST_NAME])


async def _meet(app: App, identity: TelegramIdentity) -> Traveller:
    name, now = identity.name[:LONGEST_NAME], app.clock.now()
    traveller = await meet_traveller(
        identity.telegram_id, name, identity.language_code, now, identity.username
    )
    subject = identity.subject
    if subject is not None and not await _is_ones_own(app, traveller.chat_id, subject):
        raise TelegramNotProved
    return traveller


async def _is_ones_own(app: App, chat_id: int, subject: str) -> bool:
    """Store the provider's subject for a chat's person; False if somebody else has it."""
    try:
        async with app.pool.transaction() as connection:
            await note_subject(connection, chat_id, subject)
    except asyncpg.UniqueViolationError:
        return False
    return True

"""Adds an address and a password to an account that could only be opened through Telegram.

With a stolen session somebody could use this to settle in, so it needs a fresh sign-in and a
confirmation from the new mailbox, and the account's chats are notified.
"""

from datetime import datetime, timedelta
from uuid import UUID

from domain.accounts.errors import SignInAgain
from domain.accounts.queries.reachability import reachable_chats
from domain.accounts.queries.sessions import Account, session_began
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.unit_of_work import Database

ADDRESS_ADDED = "address_added"
FRESH_FOR = timedelta(minutes=10)
URGENT = -1


async def require_fresh(
    database: Database, account: Account, session_id: UUID, now: datetime
) -> None:
    """Raise SignInAgain unless the session is fresh."""
    began = await session_began(database, account.user_id, session_id)
    if began is None or now - began > FRESH_FOR:
        raise SignInAgain


async def tell_chats(database: Database, account: Account, email: str, now: datetime) -> None:
    """Notify every private chat of an account of its first address, even during quiet hours."""
    messages = [
        NewMessage(
            ChannelName.TELEGRAM,
            str(chat_id),
            ADDRESS_ADDED,
            f"{ADDRESS_ADDED}:{chat_id}:{now.isoformat()}",
            account.language,
            account.region,
            {"email": email, "quiet": [None, None, account.time_zone]},
            account.user_id,
            urgency=URGENT,
        )
        for chat_id in await reachable_chats(database, account.user_id)
    ]
    await put_messages(database, messages, now)

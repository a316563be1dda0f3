"""Groups: the account that represents a group, and what its administrators chose for it.

Anonymous administrators all write from one Telegram account, in every group of the world; here they
are identified by their group.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from tortoise.exceptions import IntegrityError

from domain.accounts.models import TrackingBy, User
from domain.accounts.queries.groups import GroupSettings, group_settings, keep_group_settings
from domain.accounts.travellers import Traveller, newcomer, traveller_of
from domain.errors import CurrencyUnknown, NotFound
from domain.languages import LANGUAGES
from domain.money import is_spent
from domain.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class GroupWishes:
    """A group's language and currency, None for those of whoever put a hotel forward, and who may
    have one tracked for all.
    """

    language: str | None = None
    currency: str | None = None
    tracking_by: TrackingBy = TrackingBy.EVERYONE


async def read_group(database: Database, chat_id: int) -> GroupWishes:
    """Return a group's choices."""
    kept = await group_settings(database, chat_id)
    return GroupWishes() if kept is None else GroupWishes(*kept)


async def change_group(
    database: Database, chat_id: int, wishes: GroupWishes, now: datetime
) -> GroupWishes:
    """Store a group's choices. Raises NotFound for a language without screens,
    `CurrencyUnknown`.
    """
    if wishes.language is not None and wishes.language not in LANGUAGES:
        raise NotFound("language")
    if wishes.currency is not None and not is_spent(wishes.currency):
        raise CurrencyUnknown(wishes.currency)
    kept = GroupSettings(wishes.language, wishes.currency, wishes.tracking_by)
    await keep_group_settings(database, chat_id, kept, now)
    return wishes


async def meet_group_account(
    chat_id: int, title: str, language_code: str | None, now: datetime
) -> Traveller:
    """Return the account that represents a group (or a channel) itself, one for each."""
    user = await User.get_or_none(group_chat_id=chat_id)
    if user is None:
        columns: dict[str, Any] = newcomer(title[:255], language_code, now)
        try:
            user = await User.create(**columns, group_chat_id=chat_id, home_told=True)
        except IntegrityError:
            user = await User.get(group_chat_id=chat_id)
    elif user.first_name != title[:255]:
        await User.filter(id=user.id).update(first_name=title[:255], last_seen_at=now)
    return replace(await traveller_of(user.id), chat_id=chat_id, first_name=title[:255])

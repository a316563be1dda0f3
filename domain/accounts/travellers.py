"""Who is writing: the traveller behind a chat."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from tortoise.transactions import in_transaction

from domain.accounts.models import Chat, ChatType, Role, User
from domain.errors import CurrencyUnknown, TimeZoneUnknown

LANGUAGES = ("en", "hi")
DEFAULT_LANGUAGE = "en"
CURRENCIES = frozenset(list_currencies())
# One write a visit is enough.
SEEN_AGAIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Home:
    """Where a traveller most likely lives."""

    country: str
    currency: str
    time_zone: str


# The client's travellers are in India, whichever language their phone speaks, unless it speaks
# one that is hardly spoken there.
HOMES = {
    "en": Home("IN", "INR", "Asia/Kolkata"),
    "es": Home("ES", "EUR", "Europe/Madrid"),
    "ru": Home("RU", "RUB", "Europe/Moscow"),
    "de": Home("DE", "EUR", "Europe/Berlin"),
    "fr": Home("FR", "EUR", "Europe/Paris"),
}


@dataclass(frozen=True, slots=True)
class Traveller:
    """A traveller in one chat, with the wishes that every screen respects.

    `time_zone` is an IANA name, `nationality` ISO 3166-1 alpha-2, `currency` ISO 4217.
    """

    user_id: int
    chat_id: int
    first_name: str
    language: str
    currency: str
    nationality: str
    time_zone: str
    role: Role = Role.TRAVELLER


async def meet_traveller(
    chat_id: int, first_name: str, language_code: str | None, now: datetime
) -> Traveller:
    """Return the traveller behind a private chat, made known at the first word.

    Language, currency and zone are guessed from Telegram's `language_code`, and can be changed.
    """
    chat = await Chat.get_or_none(id=chat_id).select_related("user")
    if chat is None or chat.user is None:
        return await _introduce(chat_id, first_name, language_code, now)
    if now - chat.user.last_seen_at > SEEN_AGAIN or not chat.is_reachable:
        await User.filter(id=chat.user.id).update(last_seen_at=now)
        await Chat.filter(id=chat_id).update(is_reachable=True)
    return _traveller(chat.user, chat_id)


async def _introduce(
    chat_id: int, first_name: str, language_code: str | None, now: datetime
) -> Traveller:
    language, home = guess_home(language_code)
    async with in_transaction():
        user = await User.create(
            first_name=first_name[:255],
            language=language,
            currency=home.currency,
            nationality=home.country,
            time_zone=home.time_zone,
            created_at=now,
            last_seen_at=now,
        )
        chat, is_new = await Chat.get_or_create(
            id=chat_id,
            defaults={
                "user": user, "type": ChatType.PRIVATE, "title": first_name[:255],
                "created_at": now,
            },
        )  # fmt: skip
        if not is_new and chat.user_id is not None:
            # The same first message came twice at once: the other one's account counts.
            await user.delete()
            user = await User.get(id=chat.user_id)
        elif not is_new:
            await Chat.filter(id=chat_id).update(user=user)
    return _traveller(user, chat_id)


async def change_settings(
    traveller: Traveller,
    *,
    language: str | None = None,
    currency: str | None = None,
    time_zone: str | None = None,
) -> Traveller:
    """Change what is given and return the traveller as changed.

    Raises `CurrencyUnknown` or `TimeZoneUnknown`.
    """
    changed = replace(
        traveller,
        language=traveller.language if language is None else language,
        currency=traveller.currency if currency is None else known_currency(currency),
        time_zone=traveller.time_zone if time_zone is None else known_zone(time_zone),
    )
    await User.filter(id=traveller.user_id).update(
        language=changed.language, currency=changed.currency, time_zone=changed.time_zone
    )
    return changed


def known_currency(text: str) -> str:
    """Return the ISO 4217 code that `text` names. Raises `CurrencyUnknown`."""
    code = text.strip().upper()
    if code not in CURRENCIES:
        raise CurrencyUnknown(text.strip())
    return code


def known_zone(text: str) -> str:
    """Return the IANA zone that `text` names, in any case and by its city alone.

    Raises `TimeZoneUnknown`.
    """
    wanted = text.strip().replace(" ", "_").casefold()
    for zone in sorted(available_timezones()):
        folded = zone.casefold()
        if wanted and (folded == wanted or folded.rpartition("/")[2] == wanted):
            return zone
    raise TimeZoneUnknown(text.strip())


def guess_home(language_code: str | None) -> tuple[str, Home]:
    """Return the language to speak and where its speaker most likely lives."""
    parts = (language_code or "").replace("_", "-").split("-")
    language = parts[0].lower() if parts[0].lower() in LANGUAGES else DEFAULT_LANGUAGE
    return language, HOMES.get(parts[0].lower(), HOMES[DEFAULT_LANGUAGE])


def _traveller(user: User, chat_id: int) -> Traveller:
    return Traveller(
        user.id,
        chat_id,
        user.first_name,
        user.language,
        user.currency,
        user.nationality,
        user.time_zone,
        Role(user.role),
    )

"""Who is writing: the traveller behind a chat."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import available_timezones

import pycountry
import structlog
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from domain.accounts.models import Chat, PictureStyle, Role, User
from domain.errors import CurrencyUnknown, TimeZoneUnknown

log = structlog.get_logger(__name__)

# The languages that screens exist in; the first is spoken to those whose own is none of them.
LANGUAGES = ("en", "hi", "es", "ru")
# The id of nobody in particular; accounts are numbered from 1.
GUEST = 0
SEEN_EVERY = timedelta(minutes=5)
SIGNS = {"₹": "INR", "RS": "INR", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₩": "KRW"}


@dataclass(frozen=True, slots=True)
class Traveller:
    """A traveller in one chat, with the wishes that every screen respects.

    `time_zone` is an IANA name, `nationality` ISO 3166-1 alpha-2, `currency` ISO 4217,
    `home_airport` IATA codes with commas. `is_reachable` False: the chat was closed to the bot when
    it last looked.
    """

    user_id: int
    chat_id: int
    first_name: str
    language: str
    currency: str
    nationality: str
    time_zone: str
    role: Role = Role.TRAVELLER
    picture_style: PictureStyle = PictureStyle.LIGHT
    home_airport: str | None = None
    is_reachable: bool = True


def guess_language(language_code: str | None) -> str:
    """Return the language to speak to someone whose Telegram speaks `language_code`."""
    spoken = (language_code or "").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


async def meet_traveller(
    chat_id: int, telegram_first_name: str, language_code: str | None, now: datetime
) -> Traveller:
    """Return the traveller whose private chat this is; a new one gets an account at once."""
    chat = await Chat.get_or_none(id=chat_id).select_related("user")
    if chat is None:
        chat = await _register(chat_id, telegram_first_name, language_code, now)
    user = chat.user
    if user is None:
        raise LookupError(f"chat {chat_id} is no private chat")
    if now - user.last_seen_at > SEEN_EVERY or user.first_name != telegram_first_name:
        user.last_seen_at, user.first_name = now, telegram_first_name
        await user.save(update_fields=["last_seen_at", "first_name"])
    return replace(_traveller(user, chat_id), is_reachable=chat.is_reachable)


async def recognise(
    chat_id: int, first_name: str, language_code: str | None, now: datetime
) -> Traveller:
    """Return the traveller whose private chat this is, or a guest who is not remembered.

    For those who only look: a guest's `user_id` is `GUEST`, the wishes are a newcomer's.
    """
    chat = await Chat.get_or_none(id=chat_id).select_related("user")
    if chat is not None and chat.user is not None:
        return _traveller(chat.user, chat_id)
    guest = User(
        id=GUEST,
        first_name=first_name,
        language=guess_language(language_code),
        created_at=now,
        last_seen_at=now,
    )
    return _traveller(guest, chat_id)


async def make_admin(traveller: Traveller) -> Traveller:
    """Give an account the admin's role and return the traveller with it."""
    await User.filter(id=traveller.user_id).update(role=Role.ADMIN)
    log.info("admin made", user=traveller.user_id)
    return replace(traveller, role=Role.ADMIN)


async def _register(
    chat_id: int, first_name: str, language_code: str | None, now: datetime
) -> Chat:
    try:
        async with in_transaction():
            user = await User.create(
                first_name=first_name,
                language=guess_language(language_code),
                created_at=now,
                last_seen_at=now,
            )
            return await Chat.create(id=chat_id, user=user, created_at=now)
    except IntegrityError:
        # Two first messages at once: the other one was quicker.
        return await Chat.get(id=chat_id).select_related("user")


def _traveller(user: User, chat_id: int) -> Traveller:
    return Traveller(
        user_id=user.id,
        chat_id=chat_id,
        first_name=user.first_name,
        language=user.language,
        currency=user.currency,
        nationality=user.nationality,
        time_zone=user.time_zone,
        role=user.role,
        picture_style=user.picture_style,
        home_airport=user.home_airport or None,
    )


async def change_settings(
    traveller: Traveller,
    *,
    language: str | None = None,
    currency: str | None = None,
    time_zone: str | None = None,
    picture_style: PictureStyle | None = None,
    home_airport: str | None = None,
) -> Traveller:
    """Store what is given and return the traveller with it.

    Currency and zone are taken as typed ("usd", "euro", "kolkata"). Raises `CurrencyUnknown` or
    `TimeZoneUnknown`. An empty `home_airport` is none.
    """
    wishes: dict[str, str] = {}
    if language is not None:
        wishes["language"] = guess_language(language)
    if currency is not None:
        wishes["currency"] = read_currency(currency)
    if time_zone is not None:
        wishes["time_zone"] = read_time_zone(time_zone)
    if picture_style is not None:
        wishes["picture_style"] = picture_style
    if home_airport is not None:
        wishes["home_airport"] = home_airport
    if wishes:
        await User.filter(id=traveller.user_id).update(**wishes)
    return _traveller(await User.get(id=traveller.user_id), traveller.chat_id)


def read_currency(text: str) -> str:
    """Return the ISO 4217 code that `text` means: "usd", "€", "baht". Raises CurrencyUnknown.

    Several countries share a word ("dollar"): only a whole name or a code counts.
    """
    wish = text.strip().upper().rstrip(".")
    if wish in SIGNS:
        return SIGNS[wish]
    try:
        found = pycountry.currencies.lookup(wish)
    except LookupError:
        raise CurrencyUnknown(text.strip()) from None
    # Codes that begin with X are metals, funds and tests, save those of the currency unions.
    if found.alpha_3.startswith("X") and found.alpha_3 not in {"XAF", "XOF", "XPF", "XCD", "XCG"}:
        raise CurrencyUnknown(text.strip())
    return str(found.alpha_3)


def read_time_zone(text: str) -> str:
    """Return the IANA zone that `text` names, whole or by its city. Raises TimeZoneUnknown."""
    wish = "_".join(text.split()).lower()
    zones = available_timezones()
    whole = next((zone for zone in zones if zone.lower() == wish), None)
    if whole is not None:
        return whole
    by_city = sorted(
        zone for zone in zones if "/" in zone and zone.lower().rsplit("/", 1)[1] == wish
    )
    if not by_city:
        raise TimeZoneUnknown(text.strip())
    return by_city[0]

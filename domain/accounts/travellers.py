"""The traveller behind a chat."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from tortoise.exceptions import IntegrityError
from tortoise.transactions import in_transaction

from domain.accounts.models import Chat, ChatType, PictureStyle, Role, User
from domain.accounts.queries.private_chats import ChatAccount, account_behind
from domain.accounts.regions import WORLD, countries, guess_home, home_in
from domain.accounts.typed_settings import read_currency, read_time_zone
from domain.errors import CountryUnknown, NotFound
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES
from domain.unit_of_work import Database

log = structlog.get_logger(__name__)

# A guest's id; accounts are numbered from 1.
GUEST = 0
# The chat of an account that has none.
NO_CHAT = 0
SEEN_EVERY = timedelta(minutes=5)
# Maximum length of a language tag (BCP 47 suggests 35).
LONGEST_TAG = 35
# Telegram's own limit is 32.
LONGEST_USERNAME = 64


@dataclass(frozen=True, slots=True)
class Traveller:
    """A traveller in one chat, with the settings that every screen respects.

    `chat_id` is `NO_CHAT` for an account of the web that no chat is linked with. `time_zone` is an
    IANA name, `nationality` ISO 3166-1 alpha-2, `currency` ISO 4217,
    `home_airport` IATA codes with commas. `is_reachable` False: the chat was closed to the bot when
    it last looked. `region` orders day and month and groups digits; it is `WORLD` while nothing is
    known. `home_told` False: what was guessed has yet to be shown. `is_active` False: banned.
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
    region: str = WORLD
    language_code: str = ""
    home_told: bool = True
    is_active: bool = True


def guess_language(language_code: str | None) -> str:
    """Return the bot's language for someone whose Telegram is in `language_code`."""
    spoken = (language_code or "").split("-")[0].lower()
    return spoken if spoken in LANGUAGES else DEFAULT_LANGUAGE


async def meet_traveller(
    chat_id: int,
    telegram_first_name: str,
    language_code: str | None,
    now: datetime,
    username: str | None = None,
) -> Traveller:
    """Return the traveller whose private chat this is; a new one gets an account immediately.

    Names, `username` and language are Telegram's current ones.
    """
    chat = await Chat.get_or_none(id=chat_id).select_related("user")
    if chat is None:
        chat = await _register(chat_id, telegram_first_name, language_code, now)
    user = chat.user
    if user is None:
        raise LookupError(f"chat {chat_id} is no private chat")
    told = _told(user, telegram_first_name, language_code, username)
    if _is_news(user, told, now):
        user.last_seen_at = now
        user.first_name, user.language_code, user.username = told
        await user.save(update_fields=["last_seen_at", "first_name", "language_code", "username"])
    return replace(_traveller(user, chat_id), is_reachable=chat.is_reachable)


async def recall(
    database: Database,
    chat_id: int,
    telegram_first_name: str,
    language_code: str | None,
    now: datetime,
    username: str | None = None,
) -> Traveller | None:
    """Return what `meet_traveller` would where it has nothing to write, else None.

    One plain statement, as it comes before every answer.
    """
    known = await account_behind(database, chat_id)
    if known is None:
        return None
    if _is_news(known, _told(known, telegram_first_name, language_code, username), now):
        return None
    return replace(_traveller(known, chat_id), is_reachable=known.is_reachable)


def _told(
    known: User | ChatAccount, first_name: str, language_code: str | None, username: str | None
) -> tuple[str, str, str | None]:
    """Return the name, language and username that an account is to have from now on."""
    tag = (language_code or known.language_code)[:LONGEST_TAG]
    told = (first_name, tag, username and username[:LONGEST_USERNAME])
    if known.email is None:
        return told
    # A web account may have several chats: a chat's name does not rename it.
    return known.first_name or told[0], known.language_code or told[1], known.username or told[2]


def _is_news(known: User | ChatAccount, told: tuple[str, str, str | None], now: datetime) -> bool:
    """Return whether there is anything to write, if only that somebody was here."""
    before = (known.first_name, known.language_code, known.username)
    return now - known.last_seen_at > SEEN_EVERY or told != before


async def traveller_of(user_id: int) -> Traveller:
    """Return the traveller behind an account, in its first chat.

    Raises NotFound.
    """
    user = await User.get_or_none(id=user_id)
    if user is None:
        raise NotFound("account")
    chats = Chat.filter(user_id=user_id, type=ChatType.PRIVATE)
    chat = await chats.order_by("-is_reachable", "created_at", "id").first()
    return _traveller(user, NO_CHAT if chat is None else chat.id)


async def recognise(
    chat_id: int, first_name: str, language_code: str | None, now: datetime
) -> Traveller:
    """Return the traveller whose private chat this is, or a guest who is not stored.

    For read-only callers: a guest's `user_id` is `GUEST`, with a newcomer's settings.
    """
    chat = await Chat.get_or_none(id=chat_id).select_related("user")
    if chat is not None and chat.user is not None:
        return _traveller(chat.user, chat_id)
    return _traveller(User(id=GUEST, **newcomer(first_name, language_code, now)), chat_id)


def newcomer(first_name: str, language_code: str | None, now: datetime) -> dict[str, Any]:
    """Return a new account's columns, guessed from a language code such as `es-MX`."""
    home = guess_home(language_code)
    return {
        "first_name": first_name,
        "language": guess_language(language_code),
        "language_code": (language_code or "")[:LONGEST_TAG],
        "region": home.region,
        "currency": home.currency,
        "nationality": home.nationality,
        "time_zone": home.time_zone,
        "created_at": now,
        "last_seen_at": now,
    }


async def _register(
    chat_id: int, first_name: str, language_code: str | None, now: datetime
) -> Chat:
    try:
        async with in_transaction():
            user = await User.create(**newcomer(first_name, language_code, now))
            return await Chat.create(id=chat_id, user=user, created_at=now)
    except IntegrityError:
        # Two concurrent first messages: the other one came first.
        return await Chat.get(id=chat_id).select_related("user")


def _traveller(user: User | ChatAccount, chat_id: int) -> Traveller:
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
        region=user.region,
        language_code=user.language_code,
        home_told=user.home_told,
        is_active=user.is_active,
    )


async def change_settings(
    traveller: Traveller,
    *,
    language: str | None = None,
    currency: str | None = None,
    time_zone: str | None = None,
    picture_style: PictureStyle | None = None,
    home_airport: str | None = None,
    nationality: str | None = None,
    region: str | None = None,
) -> Traveller:
    """Store the given settings and return the updated traveller.

    Currency and zone are taken as typed ("usd", "euro", "kolkata"), countries by their codes.
    Raises `CurrencyUnknown`, `TimeZoneUnknown`, `CountryUnknown` or, for a language in which there
    are not screens, `NotFound`. An empty `home_airport` means none.
    """
    wishes: dict[str, str] = {}
    if language is not None:
        wishes["language"] = _known_language(language)
    if currency is not None:
        wishes["currency"] = read_currency(currency)
    if time_zone is not None:
        wishes["time_zone"] = read_time_zone(time_zone)
    if picture_style is not None:
        wishes["picture_style"] = picture_style
    if home_airport is not None:
        wishes["home_airport"] = home_airport
    if nationality is not None:
        wishes["nationality"] = _known_country(nationality)
    if region is not None:
        wishes["region"] = _known_country(region)
    if wishes:
        await User.filter(id=traveller.user_id).update(**wishes)
    return _traveller(await User.get(id=traveller.user_id), traveller.chat_id)


async def settle(traveller: Traveller, country: str) -> Traveller:
    """Set a traveller's home country: region, currency, nationality and zone together.

    Raises CountryUnknown.
    """
    home = home_in(_known_country(country))
    await User.filter(id=traveller.user_id).update(
        region=home.region, currency=home.currency, nationality=home.nationality,
        time_zone=home.time_zone, home_told=True,
    )  # fmt: skip
    return _traveller(await User.get(id=traveller.user_id), traveller.chat_id)


async def note_home_told(traveller: Traveller) -> bool:
    """Record that the guess was shown, and return whether this is the first time."""
    untold = User.filter(id=traveller.user_id, home_told=False)
    return bool(await untold.update(home_told=True))


async def want_news(traveller: Traveller, *, wanted: bool) -> None:
    """Set whether this account receives broadcasts."""
    await User.filter(id=traveller.user_id).update(wants_news=wanted)


def _known_language(tag: str) -> str:
    spoken = guess_language(tag)
    if tag.split("-", maxsplit=1)[0].lower() != spoken:
        raise NotFound("language")
    return spoken


def _known_country(code: str) -> str:
    if code.upper() not in countries():
        raise CountryUnknown(code)
    return code.upper()

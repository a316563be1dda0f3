"""What Telegram shows of the bot before anyone writes: its commands and descriptions."""

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import BotCommand

from bot.locales import Translator, translator
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES

log = structlog.get_logger(__name__)


def commands(t: Translator) -> list[BotCommand]:
    """Return the commands' menu in one language."""
    words = {
        "start": t.gettext("Start screen"),
        "search": t.gettext("Find a hotel"),
        "searches": t.gettext("Saved searches"),
        "flights": t.gettext("Find a flight"),
        "packages": t.gettext("Hotel and flight together"),
        "trips": t.gettext("Several places on the cheapest dates"),
        "trackers": t.gettext("Your price trackers"),
        "collections": t.gettext("Collections of hotels and their cheapest days"),
        "forecast": t.gettext("How likely prices are to fall, and my track record"),
        "bookings": t.gettext("What you have booked"),
        "savings": t.gettext("What rebooking has saved here, misses included"),
        "settings": t.gettext("Language, currency, time zone"),
        "link": t.gettext("Link this chat to your account"),
        "help": t.gettext("What I can do"),
        "cancel": t.gettext("Cancel what you’re doing"),
        "stop": t.gettext("Pause all price alerts"),
        "privacy": t.gettext("What I store about you"),
        "terms": t.gettext("Terms of use"),
        "support": t.gettext("Get help when something goes wrong"),
    }
    return [BotCommand(command=name, description=text) for name, text in words.items()]


def description(t: Translator) -> str:
    """Return what an empty chat shows."""
    return t.gettext(
        "I search several hotel suppliers at once, track prices for you and message you "
        "when one drops.\n\nTry: Goa 12-15 Dec 2 adults"
    )


def short_description(t: Translator) -> str:
    """Return what the bot's profile and a shared link to it show."""
    return t.gettext("Finds hotels, tracks their prices and messages you when one drops.")


async def introduce(bot: Bot) -> None:
    """Write the commands and descriptions in every language; English is used for all others.

    The bot works without them: a Telegram that does not answer now is only logged.
    """
    try:
        for language in LANGUAGES:
            t = translator(language)
            code = None if language == DEFAULT_LANGUAGE else language
            await bot.set_my_commands(commands(t), language_code=code)
            await bot.set_my_description(description(t), language_code=code)
            await bot.set_my_short_description(short_description(t), language_code=code)
    except (TelegramAPIError, ClientDecodeError) as error:
        log.warning("commands and descriptions are not set", reason=str(error))

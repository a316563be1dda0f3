"""What Telegram shows of the bot before anyone writes: its commands and descriptions."""

import structlog
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError, TelegramAPIError
from aiogram.types import BotCommand

from bot.locales import Translator, translator
from domain.accounts.travellers import LANGUAGES

log = structlog.get_logger(__name__)


def commands(t: Translator) -> list[BotCommand]:
    """Return the commands' menu in one language."""
    words = {
        "start": t.gettext("Start screen"),
        "search": t.gettext("Find a hotel"),
        "searches": t.gettext("Searches I keep"),
        "flights": t.gettext("Find a flight"),
        "packages": t.gettext("Hotel and flight together"),
        "trips": t.gettext("Several places, the cheapest start"),
        "trackers": t.gettext("Prices I watch"),
        "forecast": t.gettext("How likely prices are to fall, and how right I was"),
        "settings": t.gettext("Language, currency, time zone"),
        "help": t.gettext("What I can do"),
        "cancel": t.gettext("Leave what you are doing"),
        "stop": t.gettext("Pause all price alerts"),
        "privacy": t.gettext("What I keep about you"),
        "terms": t.gettext("Terms of use"),
        "support": t.gettext("When something is wrong"),
    }
    return [BotCommand(command=name, description=text) for name, text in words.items()]


def description(t: Translator) -> str:
    """Return what an empty chat shows."""
    return t.gettext(
        "I find hotels at several suppliers at once, watch their prices for you and "
        "write when one drops.\n\nTry: Goa 12-15 Dec 2 adults"
    )


def short_description(t: Translator) -> str:
    """Return what the bot's profile and a shared link to it show."""
    return t.gettext("Finds hotels, watches their prices, writes when one drops.")


async def introduce(bot: Bot) -> None:
    """Write the commands and descriptions in every language; English stands for all others.

    The bot works without them: a Telegram that does not answer now is only logged.
    """
    try:
        for language in LANGUAGES:
            t = translator(language)
            code = None if language == LANGUAGES[0] else language
            await bot.set_my_commands(commands(t), language_code=code)
            await bot.set_my_description(description(t), language_code=code)
            await bot.set_my_short_description(short_description(t), language_code=code)
    except (TelegramAPIError, ClientDecodeError) as error:
        log.warning("commands and descriptions are not set", reason=str(error))

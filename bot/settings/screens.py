"""The settings and the choice of each."""

from collections.abc import Sequence
from datetime import datetime

from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot.buttons.callbacks import Go, Setting, SettingButton, Where
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.settings.alerts.buttons import AlertWish, AlertWishButton
from bot.settings.countries import country_name, zone_name
from bot.words import terms as words
from domain.accounts.models import PictureStyle
from domain.accounts.travellers import Traveller
from domain.flights.values import Endpoint
from domain.languages import LANGUAGES

NO_AIRPORT = "-"
# Shows how digits are grouped.
LARGE_NUMBER = 1_234_567
CURRENCIES = ("INR", "USD", "EUR", "GBP", "AED", "SGD", "THB", "AUD")
ZONES = {
    "IN": ("Asia/Kolkata", "Asia/Dubai", "Asia/Singapore", "Europe/London"),
    "": ("Asia/Kolkata", "Europe/London", "Europe/Berlin", "America/New_York"),
}


def render_settings(
    traveller: Traveller, now: datetime, t: Translator, note: Markup | None = None
) -> Screen:
    """Return the settings as they are."""
    text = words.lines(
        note,
        t.markup("⚙️ <b>Settings</b>\n"),
        t.markup("Language: <b>{language}</b>", language=LANGUAGES[t.language].own_name),
        t.markup(
            "Currency: <b>{code}</b>, {name}",
            code=traveller.currency,
            name=t.currency(traveller.currency),
        ),
        t.markup(
            "Date and number style: <b>{country}</b>, {day} · {number}",
            country=country_name(traveller.region, t),
            day=t.numeric_day(now.date()),
            number=t.number(LARGE_NUMBER),
        ),
        t.markup("Nationality: <b>{country}</b>", country=country_name(traveller.nationality, t)),
        t.markup(
            "Time zone: <b>{zone}</b>, now {time}",
            zone=zone_name(traveller.time_zone, t),
            time=t.clock_time(now, traveller.time_zone),
        ),
        t.markup(
            "Home airport: <b>{codes}</b>",
            codes=(traveller.home_airport or t.gettext("not set")).replace(",", ", "),
        ),
        t.markup("Pictures: <b>{style}</b>", style=style_names(t)[traveller.picture_style]),
        t.markup("\nA new currency applies from your next search. Trackers keep theirs."),
    )
    return Screen(text, _settings_keyboard(t))


def _settings_keyboard(t: Translator) -> InlineKeyboardMarkup:
    return keyboard(
        [
            button(t.gettext("🌐 Language"), SettingButton(setting=Setting.LANGUAGE)),
            button(t.gettext("💱 Currency"), SettingButton(setting=Setting.CURRENCY)),
            button(t.gettext("🕐 Time zone"), SettingButton(setting=Setting.ZONE)),
        ],
        [
            button(t.gettext("🗺 Region"), SettingButton(setting=Setting.REGION)),
            button(t.gettext("🛂 Nationality"), SettingButton(setting=Setting.NATIONALITY)),
        ],
        [
            button(t.gettext("🛫 Home airport"), SettingButton(setting=Setting.HOME_AIRPORT)),
            button(t.gettext("🌗 Pictures"), SettingButton(setting=Setting.PICTURES)),
        ],
        [
            button(t.gettext("🔔 Alerts"), AlertWishButton(wish=AlertWish.ALL)),
            button(t.gettext("🔗 Account"), Go(to=Where.ACCOUNT)),
            home_button(t),
        ],
    )


def style_names(t: Translator) -> dict[PictureStyle, str]:
    """Return what the styles of pictures are called."""
    return {PictureStyle.LIGHT: t.gettext("light"), PictureStyle.DARK: t.gettext("dark")}


def _back(t: Translator) -> Row:
    return [button(t.gettext("⬅️ Settings"), Go(to=Where.SETTINGS)), home_button(t)]


def render_languages(traveller: Traveller, t: Translator) -> Screen:
    """Ask for the language; each is shown in itself."""
    choices = [
        button(
            f"{'✓ ' if language == traveller.language else ''}{told.own_name}",
            SettingButton(setting=Setting.LANGUAGE, value=language),
        )
        for language, told in LANGUAGES.items()
    ]
    return Screen(t.markup("🌐 <b>Which language?</b>"), keyboard(*in_rows(choices, 2), _back(t)))


def render_picture_styles(traveller: Traveller, t: Translator) -> Screen:
    """Ask what pictures are to look like: Telegram does not tell a chat's colours."""
    choices = [
        button(
            f"{'✓ ' if style is traveller.picture_style else ''}{name}",
            SettingButton(setting=Setting.PICTURES, value=style.value),
        )
        for style, name in style_names(t).items()
    ]
    text = t.markup(
        "🌗 <b>Which colours for charts and calendars?</b>\nBoth are easy to read in any chat."
    )
    return Screen(text, keyboard(choices, _back(t)))


def render_home_airport(
    traveller: Traveller, recent: Sequence[Endpoint], t: Translator, problem: str | None = None
) -> Screen:
    """Ask where the traveller usually flies from, to be chosen or typed."""
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        t.markup("🛫 <b>Which airport do you usually fly from?</b>"),
        t.markup("Write a city, an airport or a code, like <code>Delhi</code>."),
    )
    choices = [
        button(
            f"{'✓ ' if place.key == traveller.home_airport else ''}"
            f"{t.place(place)} ({'/'.join(place.codes)})",
            SettingButton(setting=Setting.HOME_AIRPORT, value=place.key),
        )
        for place in recent
    ]
    none = SettingButton(setting=Setting.HOME_AIRPORT, value=NO_AIRPORT)
    forget = [button(t.gettext("None"), none)] if traveller.home_airport else []
    return Screen(text, keyboard(*in_rows(choices, 1), forget, _back(t)))


def render_currencies(traveller: Traveller, t: Translator, problem: str | None = None) -> Screen:
    """Ask for the currency, to be chosen or typed."""
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        t.markup("💱 <b>Which currency?</b>"),
        t.markup("Choose one, or write a code, like <code>JPY</code>."),
        t.markup(
            "Prices in other currencies are converted (≈) at reference rates from the "
            "European Central Bank and exchangerate-api.com."
        ),
    )
    # The traveller's own is among them, whichever it is.
    offered = dict.fromkeys((traveller.currency, *CURRENCIES))
    choices = [
        button(
            f"{'✓ ' if code == traveller.currency else ''}{code}",
            SettingButton(setting=Setting.CURRENCY, value=code),
        )
        for code in list(offered)[: len(CURRENCIES)]
    ]
    return Screen(text, keyboard(*in_rows(choices, 4), _back(t)))


def render_zones(
    traveller: Traveller,
    now: datetime,
    t: Translator,
    suggestions: Sequence[str] = (),
    problem: str | None = None,
) -> Screen:
    """Ask for the time zone, to be chosen or found by a city's name."""
    zones = suggestions or ZONES.get(traveller.nationality, ZONES[""])
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        t.markup("🕐 <b>What time is it where you are?</b>"),
        t.markup("Choose a city, or write yours, like <code>Delhi</code>."),
    )
    choices = [
        button(
            f"{'✓ ' if zone == traveller.time_zone else ''}{zone_name(zone, t)} · "
            f"{t.clock_time(now, zone)}",
            SettingButton(setting=Setting.ZONE, value=zone),
        )
        for zone in zones
    ]
    return Screen(text, keyboard(*in_rows(choices, 2), _back(t)))

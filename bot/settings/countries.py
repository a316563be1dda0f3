"""A traveller's home country: what was guessed, and the choice of another."""

from babel.core import get_global
from markupsafe import Markup

from bot.buttons.callbacks import Go, Setting, SettingButton, Where
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.places import flag
from domain.accounts.regions import WORLD
from domain.accounts.travellers import Traveller
from domain.languages import LANGUAGES

# Countries that English names with an article: kingdoms, unions, groups of islands.
WITH_ARTICLE = frozenset(
    ["AE", "AX", "BS", "CC", "CF", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "IO", "KM", "KY",
     "MH", "MP", "MV", "NL", "PH", "SB", "SC", "TC", "TF", "UM", "US", "VA", "VG", "VI"]
)  # fmt: skip
FIRST_ROW = 4


def country_name(country: str, t: Translator) -> str:
    """Return a country's name in the reader's language."""
    if country == WORLD:
        return t.gettext("not set")
    return str(t.locale.territories.get(country, country))


def from_country(country: str, t: Translator) -> str:
    """Return a country's name as used within a sentence: in English "the United States"."""
    name = country_name(country, t)
    return f"the {name}" if t.language == "en" and country in WITH_ARTICLE else name


def home_line(traveller: Traveller, t: Translator) -> Markup:
    """Say in one line what was assumed, and that it was a guess."""
    if traveller.region == WORLD:
        return t.markup(
            "🌍 Where are you from? Until you tell me, I’ll show prices in {currency} for "
            "travellers from {nationality}, and times in UTC.",
            currency=traveller.currency,
            nationality=from_country(traveller.nationality, t),
        )
    return t.markup(
        "🌍 My guess from your Telegram: {country}, {currency}, {city} time.",
        country=country_name(traveller.region, t),
        currency=traveller.currency,
        city=zone_name(traveller.time_zone, t),
    )


def home_row(traveller: Traveller, t: Translator) -> Row:
    """Return the one tap that corrects the guess, or answers the question."""
    elsewhere = SettingButton(setting=Setting.HOME)
    if traveller.region != WORLD:
        return [button(t.gettext("🌍 Not right? Change"), elsewhere)]
    return [
        *(
            button(flag(country), SettingButton(setting=Setting.HOME, value=country))
            for country in LANGUAGES[t.language].countries[:FIRST_ROW]
        ),
        button(t.gettext("🌍 Other"), elsewhere),
    ]


def render_home_guess(traveller: Traveller, t: Translator) -> Screen:
    """Return the guess as its own message, for those who did not begin with a greeting."""
    return Screen(home_line(traveller, t), keyboard(home_row(traveller, t)))


def zone_name(zone: str, t: Translator) -> str:
    """Return a zone's city in the reader's language: America/New_York is New York, Нью-Йорк.

    Unicode's data keep a city under the zone's older names: Kolkata's under Asia/Calcutta.
    """
    older = (old for old, new in get_global("zone_aliases").items() if new == zone)
    for name in (zone, *older):
        city = t.locale.time_zones.get(name, {}).get("city")
        if city:
            return str(city)
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def render_countries(
    setting: Setting, traveller: Traveller, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for a country, to be chosen or typed."""
    match setting:
        case Setting.NATIONALITY:
            held = traveller.nationality
            title = t.markup("🛂 <b>Which passport do you travel on?</b>")
            why = t.markup("Hotels may charge travellers from other countries different prices.")
        case Setting.REGION:
            held = traveller.region
            title = t.markup("🗺 <b>Which country’s style for dates and numbers?</b>")
            why = t.markup("I’ll read and write dates like 3/4 and large amounts the way you do.")
        case _:
            held = traveller.region
            title = t.markup("🌍 <b>Where are you from?</b>")
            why = t.markup(
                "This sets your currency, time zone, nationality, and how I write dates "
                "and numbers. You can change each one in Settings."
            )
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        title,
        why,
        t.markup("Choose a country, or write its name or code, like <code>ES</code>."),
    )
    choices = [
        button(
            f"{'✓ ' if country == held else ''}{flag(country)} {country_name(country, t)}",
            SettingButton(setting=setting, value=country),
        )
        for country in LANGUAGES[t.language].countries
    ]
    back = [button(t.gettext("⬅️ Settings"), Go(to=Where.SETTINGS)), home_button(t)]
    return Screen(text, keyboard(*in_rows(choices, 2), back))

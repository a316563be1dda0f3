"""The screens around everything: home, help, and the small print."""

from aiogram.enums import ButtonStyle
from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot.buttons.callbacks import Go, StopAllButton, Where
from bot.buttons.keyboards import button, home_button, keyboard, link
from bot.locales import Translator
from bot.search.saved.buttons import searches_button
from bot.sending.screen import Screen
from bot.settings.countries import home_line, home_row
from domain.accounts.travellers import Traveller


def example(t: Translator) -> str:
    """Return an example of a search."""
    return t.gettext("Goa 12-15 Dec 2 adults")


def render_home(
    t: Translator,
    first_name: str | None = None,
    note: Markup | None = None,
    newcomer: Traveller | None = None,
) -> Screen:
    """Return the start screen, greeting by name if there is one, with `note` on top.

    A `newcomer` sees what was guessed, and can change it in one tap.
    """
    greeting = (
        t.markup("Hello {name}! I find hotels and track their prices.", name=first_name)
        if first_name
        else t.markup("I find hotels and track their prices.")
    )
    text = t.markup(
        "🏨 <b>{greeting}</b>\n\nTell me where, when and who, in your own words:\n"
        "<code>{example}</code>\n\nOr tap Search and I’ll ask one thing at a time.",
        greeting=greeting,
        example=example(t),
    )
    if newcomer is not None:
        text += Markup("\n\n") + home_line(newcomer, t)
    if note is not None:
        text = note + Markup("\n\n") + text
    return Screen(text, home_keyboard(t, newcomer))


def home_keyboard(t: Translator, newcomer: Traveller | None = None) -> InlineKeyboardMarkup:
    """Return the ways from home; a newcomer has nothing of their own to look at yet."""
    return keyboard(
        [
            button(t.gettext("🔍 Search"), Go(to=Where.SEARCH), ButtonStyle.PRIMARY),
            searches_button(t),
        ],
        [
            button(t.gettext("✈️ Flights"), Go(to=Where.FLIGHTS)),
            button(t.gettext("🎒 Package"), Go(to=Where.PACKAGES)),
            button(t.gettext("🗺 Trip"), Go(to=Where.TOURS)),
        ],
        home_row(newcomer, t)
        if newcomer is not None
        else [
            button(t.gettext("🔔 My trackers"), Go(to=Where.TRACKERS)),
            button(t.gettext("🧳 My bookings"), Go(to=Where.BOOKINGS)),
        ],
        [
            button(t.gettext("⚙️ Settings"), Go(to=Where.SETTINGS)),
            button(t.gettext("❓ Help"), Go(to=Where.HELP)),
        ],
    )


def render_help(t: Translator) -> Screen:
    """Return what can be done, by example."""
    text = Markup("\n\n").join(
        (
            t.markup("❓ <b>What I understand</b>"),
            t.markup(
                "<b>Search</b>: write it in one line. The order doesn’t matter.\n"
                "• <code>Goa 12-15 Dec 2 adults</code>\n"
                "• <code>3 nights in Jaipur from next Friday</code>\n"
                "• <code>Mumbai this weekend 2 rooms 4 adults 1 child 6 under 8000</code>\n"
                "• <code>near CDG tonight, 4-5 stars, breakfast, free cancellation</code>\n"
                "• <code>Paris 12-15 Dec up to 500 EUR in total</code>\n"
                "Or share a location 📎. To correct a search, edit your message or write what "
                "changes: <code>make it 4 stars</code>, <code>2 kids 5 and 7</code>, "
                "<code>in Jaipur instead</code>."
            ),
            t.markup(
                "<b>Flights</b>: <code>flight Delhi to Goa 12 Dec return 15 Dec</code> or "
                "<code>DEL-GOI 12 Dec</code>"
            ),
            t.markup("<b>Both</b>: <code>package Goa 12-15 Dec 2 adults from Delhi</code>"),
            t.markup(
                "<b>Several places</b>: <code>trip Paris 3 nights, Lyon 2 nights, start between "
                "1 and 20 Dec</code>"
            ),
            t.markup(
                "<b>Track</b>: open a hotel and tap 🔔 Track. I’ll message you when its "
                "price drops by 5% or more, or reaches a target you set."
            ),
            t.markup(
                "/search · /searches · /flights · /packages · /trips · /trackers\n"
                "/settings · /cancel\n"
                "/stop pauses all alerts · /privacy · /terms · /support"
            ),
        )
    )
    return Screen(text, keyboard([home_button(t)]))


def render_cancelled(t: Translator) -> Screen:
    """Return the answer to /cancel."""
    home = render_home(t)
    return Screen(t.markup("Cancelled. Nothing was changed.\n\n") + home.text, home.keyboard)


def render_expired(t: Translator) -> Screen:
    """Return the screen for a button that an older version of this bot made."""
    text = t.markup("⌛ This screen has expired. Your trackers and settings are safe.")
    return Screen(text, keyboard([home_button(t)]))


def render_answer_missed(t: Translator) -> Screen:
    """Return what is said after a time in which Telegram allowed no answers."""
    text = t.markup(
        "⏳ For a while, Telegram didn’t let me answer. If you are still waiting for something, "
        "please ask me again."
    )
    return Screen(text, keyboard([home_button(t)]))


def render_not_text(t: Translator) -> Screen:
    """Return the answer to pictures, stickers, voices and locations."""
    text = t.markup(
        "I can only read text. Tell me where, when and who, like <code>{example}</code>",
        example=example(t),
    )
    return Screen(text, keyboard([home_button(t)]))


def render_unknown_command(t: Translator, command: str) -> Screen:
    """Return the answer to a command that does not exist."""
    text = t.markup(
        "I don’t know the command {command}. /help shows what I can do.", command=command
    )
    return Screen(text, keyboard([home_button(t)]))


def render_unknown_link(t: Translator) -> Markup:
    """Return the note above the start screen for a deep link that leads nowhere."""
    return t.markup("That link has expired or isn’t one of mine. Let’s start here instead.")


def render_group_hint(t: Translator, bot_name: str) -> Screen:
    """Return the answer in a group: prices and plans are a private matter."""
    text = t.markup("Let’s talk in private. Searches and trackers are personal.")
    return Screen(
        text,
        keyboard([link(t.gettext("💬 Open the chat"), f"https://t.me/{bot_name}?start=group")]),
    )


def render_terms(t: Translator) -> Screen:
    """Return the terms of use."""
    text = t.markup(
        "📄 <b>Terms</b>\n\nPrices come from hotel suppliers and may change until you "
        "book. Each price says how old it is. An alert reports a price that I saw. It "
        "doesn’t hold that price for you."
    )
    return Screen(text, keyboard([home_button(t)]))


def render_stop_all(t: Translator, active: int) -> Screen:
    """Return the question before all alerts are paused."""
    if not active:
        return Screen(
            t.markup("You have no active trackers, so there’s nothing to pause."),
            keyboard([home_button(t)]),
        )
    text = t.nmarkup(
        "Pause your {count} active tracker? You can resume it any time.",
        "Pause your {count} active trackers? You can resume them any time.",
        active,
    )
    return Screen(
        text,
        keyboard(
            [button(t.gettext("Keep them"), Go(to=Where.TRACKERS))],
            [button(t.gettext("⏸ Pause all"), StopAllButton(sure=True), ButtonStyle.DANGER)],
        ),
    )

"""What a group sees: the greeting, a hotel to vote on, and the shortlist."""

from markupsafe import Markup

from bot.keyboards.buttons import keyboard, link
from bot.keyboards.groups import choice_keyboard
from bot.locales import Translator
from bot.rendering import words
from bot.screen import Screen
from domain.trackers.groups import GroupChoice


def render_group_greeting(bot_name: str, t: Translator) -> Screen:
    """Say what the bot does in a group."""
    text = t.markup(
        "🏨 <b>Hello! I help you choose a hotel together.</b>\n\n"
        "Find one in our private chat and tap 📤 Share → 👥: here everyone can vote on it, and I "
        "can watch its price for all of you. /shortlist shows what was put forward. "
        "Searches, settings and bookings stay private."
    )
    private = f"https://t.me/{bot_name}?start=group"
    return Screen(text, keyboard([link(t.gettext("💬 Open the chat"), private)]))


def render_channel_greeting(bot_name: str, t: Translator) -> Screen:
    """Say to a channel that the bot answers elsewhere."""
    text = t.markup(
        "🏨 <b>I cannot talk in a channel.</b>\n\n"
        "Find hotels in our private chat, or add me to the channel's discussion group: there "
        "everyone can vote on a hotel. Hotel cards can be posted here: write @{name} and a place "
        "with dates.",
        name=bot_name,
    )
    private = f"https://t.me/{bot_name}?start=channel"
    return Screen(text, keyboard([link(t.gettext("💬 Open the chat"), private)]))


def render_choice(choice: GroupChoice, bot_name: str, t: Translator) -> Screen:
    """Return a hotel to vote on."""
    text = words.lines(
        Markup("🏨 <b>{name}</b>").format(name=choice.hotel_name),
        f"🗓 {words.stay_line(choice.stay, t)}",
        "",
        t.gettext(
            "🔔 I watch its price and write here. Only who began it and administrators can stop "
            "that; mute this chat to hear nothing of it yourself."
        )
        if choice.is_tracked
        else t.gettext("What do you think?"),
    )
    return Screen(text, choice_keyboard(choice, bot_name, t))


def render_shortlist(choices: tuple[GroupChoice, ...], t: Translator) -> Screen:
    """Return a group's hotels, those with the best votes first."""
    text = words.lines(
        t.markup("📋 <b>Shortlist</b>\n"),
        *(
            Markup("<b>{number}. {name}</b>  👍 {ups} 👎 {downs}{bell}\n{stay}").format(
                number=t.number(number),
                name=choice.hotel_name,
                ups=t.number(choice.ups),
                downs=t.number(choice.downs),
                bell=" 🔔" if choice.is_tracked else "",
                stay=words.stay_line(choice.stay, t),
            )
            for number, choice in enumerate(choices, start=1)
        ),
        None
        if choices
        else t.gettext("Nothing is put forward yet. Share a hotel from our private chat."),
    )
    return Screen(text)

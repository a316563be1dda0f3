"""The screens about the calendar that apps subscribe to."""

from markupsafe import Markup

from bot.bookings.buttons import feed_keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words


def render_feed(t: Translator, *, is_on: bool) -> Screen:
    """Say what the address is for, and whether there is one."""
    text = words.lines(
        t.markup("🗓 <b>Bookings in your calendar</b>"),
        "",
        t.gettext(
            "A calendar app can subscribe to a secret address: each stay and the last moment to "
            "cancel it for free, always up to date."
        ),
        "",
        t.gettext(
            "Your address is on. I can’t show it again, because I keep no copy. If it’s lost or "
            "in the wrong hands, create a new one: the old one stops working."
        )
        if is_on
        else t.gettext("There is no address yet."),
    )
    return Screen(text, feed_keyboard(t, is_on=is_on))


def render_address(address: str, t: Translator) -> Screen:
    """Show a new address, this once."""
    text = words.lines(
        t.markup("🗓 <b>Your calendar’s address</b>"),
        "",
        Markup("<code>{}</code>").format(address),
        "",
        t.gettext(
            "Add it to your calendar app as a subscription. Anyone who has it can see your "
            "stays, so keep it to yourself. Earlier addresses no longer work."
        ),
    )
    return Screen(text, feed_keyboard(t, is_on=True))


def render_ended(t: Translator) -> Screen:
    """Say that the address is switched off."""
    text = t.markup("🗓 <b>Switched off:</b> the address no longer works.")
    return Screen(text, feed_keyboard(t, is_on=False))

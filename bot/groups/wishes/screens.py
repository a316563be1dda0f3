"""A group's settings."""

from bot.groups.wishes.buttons import wishes_keyboard
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words.terms import lines
from domain.accounts.groups import GroupWishes


def render_group_wishes(wishes: GroupWishes, t: Translator) -> Screen:
    """Return what is chosen for the group, to be changed by its administrators."""
    text = lines(
        t.markup("⚙️ <b>Settings of this group</b>\n"),
        t.gettext("Language and currency of hotels and alerts here, and who can track for all."),
        t.gettext("Only this group’s administrators can change them."),
    )
    return Screen(text, wishes_keyboard(wishes, t))

"""The searches that are kept, those whose dates are over, and what is shared."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.buttons.keyboards import home_button, keyboard
from bot.locales import Translator
from bot.search.saved.buttons import (
    ShareButton,
    later_keyboard,
    naming_keyboard,
    removed_keyboard,
    saved_keyboard,
    search_label,
    searches_keyboard,
    share_keyboard,
)
from bot.sending.screen import Screen
from bot.words import terms as words
from bot.words.wishes import wishes_line
from domain.search.saved_searches import LONGEST_NAME, MOST_SAVED, SavedSearch, later_stays
from domain.search.values import SearchView
from domain.stay import Stay


def render_searches(
    saved: Sequence[SavedSearch], recent: Sequence[SearchView], t: Translator
) -> Screen:
    """Return the list of searches."""
    title = t.markup("⭐ <b>Saved searches</b>")
    if saved:
        lines = [
            t.markup(
                "{count} of {most}. Tap one to run it again.",
                count=t.number(len(saved)),
                most=t.number(MOST_SAVED),
            )
        ]
    else:
        lines = [t.markup("None yet. Tap ☆ Save under any results to keep the search here.")]
    if recent:
        lines.append(t.markup("🕘 marks your recent searches."))
    return Screen(words.lines(title, *lines), searches_keyboard(saved, recent, t), keeps_photo=True)


def render_saved(kept: SavedSearch, t: Translator) -> Screen:
    """Return a search that is kept, with what can be done with it."""
    text = words.lines(
        Markup("⭐ <b>{}</b>").format(kept.name or search_label(kept.search, t)),
        *_about(kept.search, t),
    )
    return Screen(text, saved_keyboard(kept.search.search_id, t), keeps_photo=True)


def _about(search: SearchView, t: Translator) -> list[str]:
    wished = wishes_line(search, t)
    return [
        f"📍 {t.full_name(search.destination)}",
        f"🗓 {words.stay_line(search.stay, t)}",
        *([f"⚙️ {wished}"] if wished else []),
    ]


def render_naming(kept: SavedSearch, t: Translator) -> Screen:
    """Ask for a name."""
    text = words.lines(
        t.markup(
            "✏️ What should <b>{name}</b> be called?", name=kept.name or search_label(kept.search, t)
        ),
        t.markup("Write up to {most} characters.", most=t.number(LONGEST_NAME)),
    )
    return Screen(text, naming_keyboard(kept.search.search_id, t), keeps_photo=True)


def render_removed(kept: SavedSearch, t: Translator) -> Screen:
    """Say that a search is no longer saved."""
    text = t.markup("🗑 Removed: {name}", name=kept.name or search_label(kept.search, t))
    return Screen(text, removed_keyboard(kept.search.search_id, t), keeps_photo=True)


def render_over(search: SearchView, today: date, t: Translator) -> Screen:
    """Say that a search's dates are over, and offer as many nights later."""
    text = words.lines(
        t.markup(
            "📅 <b>{place}</b>: {day} has passed.",
            place=t.place(search.destination),
            day=t.full_day(search.stay.check_in),
        ),
        t.nmarkup(
            "The same {count} night on later dates?",
            "The same {count} nights on later dates?",
            search.stay.nights,
        ),
        t.markup("Guests and filters stay the same."),
    )
    return Screen(
        text, later_keyboard(search, later_stays(search.stay, today), t), keeps_photo=True
    )


def render_share(
    search: SearchView, hotel: str | None, address: str, back: ShareButton, t: Translator
) -> Screen:
    """Return a link to a search or to one of its hotels, to be sent to a friend."""
    what = hotel or t.place(search.destination)
    stay = words.stay_line(search.stay, t)
    text = words.lines(
        t.markup("📤 <b>Share {what}</b>", what=what),
        f"🗓 {stay}",
        "",
        Markup("<code>{}</code>").format(address),
        "",
        t.markup("Anyone who opens it sees today’s prices in their own currency and language."),
    )
    keys = share_keyboard(address, f"{what} · {stay}", back, t)
    return Screen(text, keys, keeps_photo=True)


def render_shared_note(what: str, stay: Stay, t: Translator) -> Markup:
    """Return the remark on what a friend's link led to."""
    return t.markup(
        "🔗 A friend shared: {what}, {days}", what=what, days=t.days(stay.check_in, stay.check_out)
    )


def render_shared_gone(t: Translator) -> Screen:
    """Say that what a friend shared is no longer there."""
    text = t.markup(
        "🔗 A friend shared something that’s no longer available. Ask for a new link, or "
        "search yourself."
    )
    return Screen(text, keyboard([home_button(t)]))

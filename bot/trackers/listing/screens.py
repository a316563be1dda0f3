"""The list of trackers, and the folders in it."""

from datetime import datetime

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.trackers.listing.buttons import (
    TRACKERS_A_PAGE,
    empty_list_keyboard,
    folder_keyboard,
    folder_name_keyboard,
    folders_keyboard,
    move_keyboard,
    trackers_keyboard,
)
from bot.trackers.screens import change, reason_words, state_name
from bot.words import terms as words
from bot.words.sparkline import sparkline
from bot.words.tracked_things import rate_line
from domain.prices.models import Availability
from domain.trackers.folders import Folder
from domain.trackers.models import TrackerState
from domain.trackers.overview import Bulk, BulkDone, TrackerList
from domain.trackers.values import TrackerView


def render_tracker_list(
    listed: TrackerList, page: int, now: datetime, t: Translator, done: BulkDone | None = None
) -> Screen:
    """Return a page of the trackers that are shown; `done` is what was just done to many."""
    note = None if done is None else _bulk_line(done, t)
    if not listed.trackers and not listed.folders and done is None:
        text = t.markup(
            "🔔 <b>My trackers</b>\n\nNo trackers yet. Find a hotel, tap 🔔 Track, and "
            "I’ll message you when it gets cheaper."
        )
        return Screen(text, empty_list_keyboard(t))
    chosen = listed.chosen
    pages = max(-(-len(chosen) // TRACKERS_A_PAGE), 1)
    page = min(page, pages - 1)
    first = page * TRACKERS_A_PAGE
    shown = list(enumerate(chosen, start=1))[first : first + TRACKERS_A_PAGE]
    text = words.lines(
        note,
        t.markup("🔔 <b>My trackers</b> ({count})", count=t.number(len(chosen))),
        _folder_line(listed),
        "",
        *(words.lines(*_summary(number, one, now, t), "") for number, one in shown),
        None if chosen else t.gettext("Nothing here yet."),
    )
    undoable = done if done is not None and done.count else None
    return Screen(text, trackers_keyboard(listed, shown, page, pages, undoable, t))


def _bulk_line(done: BulkDone, t: Translator) -> str:
    match done.what:
        case Bulk.PAUSE:
            return t.ngettext("⏸ {count} tracker paused.", "⏸ {count} trackers paused.", done.count)
        case Bulk.RESUME:
            return t.ngettext(
                "▶️ {count} tracker resumed.", "▶️ {count} trackers resumed.", done.count
            )
        case Bulk.CLEAR:
            return t.ngettext(
                "🗑 {count} tracker deleted.", "🗑 {count} trackers deleted.", done.count
            )


def _folder_line(listed: TrackerList) -> Markup | None:
    name = next((f.name for f in listed.folders if f.folder_id == listed.folder_id), None)
    return None if name is None else Markup("📁 {name}").format(name=name)


def _summary(
    number: int, tracker: TrackerView, now: datetime, t: Translator
) -> list[Markup | str | None]:
    last, first = tracker.last_total, tracker.first_total
    if tracker.availability is Availability.SOLD_OUT:
        price = t.gettext("sold out")
    elif tracker.availability is Availability.WITHDRAWN:
        price = t.gettext("this rate is no longer available")
    elif last is None:
        price = t.gettext("no price yet")
    else:
        price = words.dotted(t.price(last), change(first, last, t) if first else None)
    line = sparkline([p.total for p in tracker.series.points if p.total is not None], width=10)
    return [
        Markup("<b>{number}. {name}</b>").format(
            number=t.number(number), name=shorten(tracker.name, 40)
        ),
        words.when_line(tracker.stay, tracker.flight_days, t),
        rate_line(tracker.rate, t),
        Markup("<b>{price}</b> {line}").format(price=price, line=line),
        words.dotted(state_name(tracker, t), _check(tracker, now, t)),
    ]


def _check(tracker: TrackerView, now: datetime, t: Translator) -> str | None:
    """Return when it is looked at next and why, or that it is not."""
    if tracker.set_aside_at is not None and tracker.state is TrackerState.ACTIVE:
        return t.gettext("⚠️ checks failing")
    if tracker.next_check_at is None:
        return None
    return t.gettext(
        "next check {ahead}: {reason}",
        ahead=t.ahead(tracker.next_check_at - now),
        reason=reason_words(tracker.next_reason, t),
    )


def render_folders(folders: tuple[Folder, ...], t: Translator) -> Screen:
    """Return all folders."""
    text = words.lines(
        t.markup("📁 <b>Folders</b>"),
        t.gettext("Keep trackers together in a folder, and pause or resume them all at once."),
    )
    return Screen(text, folders_keyboard(folders, t))


def render_folder(folder: Folder, t: Translator) -> Screen:
    """Return one folder."""
    count = t.ngettext("{count} tracker", "{count} trackers", folder.count)
    text = words.lines(Markup("📁 <b>{name}</b>").format(name=folder.name), count)
    return Screen(text, folder_keyboard(folder, t))


def render_folder_name_question(
    tracker_id: int, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for a folder's name."""
    text = words.lines(
        Markup("🤔 {words}\n").format(words=problem) if problem else None,
        t.markup("📁 <b>What should the folder be called?</b>"),
        t.markup("Write a name, like <code>Goa trip</code>."),
    )
    return Screen(text, folder_name_keyboard(tracker_id, t))


def render_move_question(
    tracker: TrackerView, folders: tuple[Folder, ...], t: Translator
) -> Screen:
    """Ask which folder a tracker goes into."""
    text = words.lines(t.markup("📁 <b>Which folder?</b>"), shorten(tracker.name, 60))
    return Screen(text, move_keyboard(tracker, folders, t), keeps_photo=True)

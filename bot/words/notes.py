"""Remarks next to a screen: above all what was left out of a line, each word with its button."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from markupsafe import Markup

from bot.buttons.keyboards import ABREAST, Row, button, in_rows, shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.reading.leftovers import Leftover, Part

# Words on one line, and on a button among others.
LONGEST_LINE, LONGEST_WORD, MOST_MENDED = 300, 14, 6
SIGNS = {
    Part.PLACE: "📍", Part.DAYS: "📅", Part.PEOPLE: "👥", Part.BUDGET: "💰", Part.WISHES: "✏️",
    Part.WAY: "✈️",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Note:
    """A remark; `leftovers` are what it says was left out, each to be corrected by a button."""

    text: Markup
    leftovers: tuple[Leftover, ...] = ()


def text_of(note: Note | None) -> Markup | None:
    """Return a remark's words, None without one."""
    return None if note is None else note.text


def leftovers_of(note: Note | None) -> tuple[Leftover, ...]:
    """Return what a remark says was left out."""
    return () if note is None else note.leftovers


def note_of(
    leftovers: Sequence[Leftover], t: Translator, *others: Markup | None, of_hotels: bool = False
) -> Note | None:
    """Return what was left out, with other remarks above it; None when there is nothing to say.

    `of_hotels` says that a hotel's own page may tell what cannot be searched by.
    """
    said = words.lines(
        *others,
        _unread_line([one.words for one in leftovers if not one.is_understood], t),
        *_unused_lines([one for one in leftovers if one.is_understood], t, of_hotels=of_hotels),
    )
    return Note(said, tuple(leftovers)) if said else None


def _unread_line(unread: Sequence[str], t: Translator) -> Markup | None:
    if not unread:
        return None
    return t.markup(
        "🤔 I didn’t understand “{words}”, so I left it out.",
        words=shorten(" · ".join(unread), LONGEST_LINE),
    )


def _unused_lines(
    unused: Sequence[Leftover], t: Translator, *, of_hotels: bool
) -> Iterator[Markup]:
    """Yield what was understood but cannot be used; only for wishes is the hotel's own page
    suggested.
    """
    of_pages = [one.words for one in unused if of_hotels and one.part is Part.WISHES]
    others = [one.words for one in unused if one.words not in of_pages]
    if of_pages:
        yield t.markup(
            "ℹ️ I can’t search by {wishes} yet. Check the hotel’s page instead.",
            wishes=_quoted(of_pages, t),
        )
    if others:
        yield t.markup("ℹ️ I can’t search by {wishes}, so I left it out.", wishes=_quoted(others, t))


def _quoted(typed: Sequence[str], t: Translator) -> str:
    """Return words as they were typed, in the marks of the traveller's language."""
    told = ", ".join(t.gettext("“{words}”", words=one) for one in typed)
    return shorten(told, LONGEST_LINE)


def mending_rows(
    leftovers: Iterable[Leftover], editor: Callable[[Part], CallbackData]
) -> list[Row]:
    """Return a button for each word that was left out: `editor` opens the part it concerns.

    Of many words, those beyond the first few share a button for each part: "📅 +3".
    """
    every = list(leftovers)
    buttons = [
        button(f"{SIGNS[one.part]} {shorten(one.words, LONGEST_WORD)}", editor(one.part))
        for one in every[:MOST_MENDED]
    ]
    further = Counter(one.part for one in every[MOST_MENDED:])
    buttons += [button(f"{SIGNS[part]} +{count}", editor(part)) for part, count in further.items()]
    return in_rows(buttons, ABREAST)


def noted(
    question: Screen,
    note: Note | Markup | None,
    editor: Callable[[Part], CallbackData] | None = None,
) -> Screen:
    """Return a question with a remark above it, and the buttons that mend what it tells."""
    if note is None:
        return question
    said = note.text if isinstance(note, Note) else note
    keys = question.keyboard
    if isinstance(note, Note) and editor is not None:
        rows = keys.inline_keyboard if keys else []
        mends = [list(row) for row in mending_rows(note.leftovers, editor)]
        keys = InlineKeyboardMarkup(inline_keyboard=[*rows, *mends])
    return replace(question, text=said + Markup("\n\n") + question.text, keyboard=keys)

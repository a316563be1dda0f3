"""What is said while something that was booked elsewhere is noted, and of it afterwards."""

from markupsafe import Markup

from bot.bookings.noted_bookings.buttons import (
    USUAL_SELLERS,
    add_keyboard,
    question_keyboard,
    summary_keyboard,
)
from bot.bookings.noted_bookings.refusals import HOTEL_EXAMPLE
from bot.bookings.noted_bookings.words import KIND_SIGNS
from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.bookings.models import BookingKind
from domain.bookings.noted_bookings.values import (
    Days,
    FreeUntil,
    NotedDraft,
    Part,
    Total,
    Value,
)
from domain.money import Money

LONGEST_NAME = 60


def render_add(kind: BookingKind, t: Translator, problem: str | None = None) -> Screen:
    """Ask for the text of what was booked."""
    if kind is BookingKind.HOTEL:
        question = t.markup("➕ <b>What did you book elsewhere?</b>")
        how = t.gettext(
            "Forward me the confirmation, paste its text, or write it in one line: "
            "“{hotel}, 12–15 Dec, {price}, free until 10 Dec, {seller}”.",
            hotel=HOTEL_EXAMPLE,
            price=t.exact(Money.of(14_160, "INR")),
            seller=USUAL_SELLERS[0],
        )
        kept = t.gettext(
            "I keep the hotel, days, total, cancellation deadline and seller, and nothing else."
        )
    else:
        question = t.markup("➕ <b>Write it in one line.</b>")
        example = {
            BookingKind.TRANSFER: t.gettext("“Airport transfer, 12 Dec, 1,500 INR, ABC123”"),
            BookingKind.FLIGHT: t.gettext("“Flight Delhi Goa, 12 Dec, 9,200 INR, ABC123”"),
            BookingKind.INSURANCE: t.gettext("“Travel insurance, 12–15 Dec, 900 INR, P-48213”"),
        }.get(kind, t.gettext("“Scuba diving, 13 Dec, 4,500 INR, SD-998”"))
        how = t.gettext(
            "What it is, the days, the price and the reference: {example}.", example=example
        )
        kept = t.gettext("I’ll ask for anything you leave out.")
    text = words.lines(
        Markup("⚠️ {}\n").format(problem) if problem else None, question, "", how, kept
    )
    return Screen(text, add_keyboard(t))


def render_question(
    draft: NotedDraft, part: Part, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for one part; what the text leaves open is offered."""
    options = [value_words(value, t) for value in draft.options(part)]
    text = words.lines(
        *_known_lines(draft, t),
        "",
        Markup("⚠️ {}").format(problem) if problem else None,
        Markup("<b>{}</b>").format(_question(draft, part, t)),
        _how(part, t),
    )
    return Screen(text, question_keyboard(part, options, t))


def _question(draft: NotedDraft, part: Part, t: Translator) -> str:
    is_stay = draft.kind is BookingKind.HOTEL
    told = {
        Part.TITLE: t.gettext("Which hotel is it?") if is_stay else t.gettext("What is it?"),
        Part.DAYS: t.gettext("From when to when?") if is_stay else t.gettext("On which day?"),
        Part.TOTAL: t.gettext("What does it cost in all?"),
        Part.DEADLINE: t.gettext("Until when can it be cancelled for free?"),
        Part.SELLER: t.gettext("Who did you book it with?"),
        Part.REFERENCE: t.gettext("What is its reference?"),
    }
    return told[part]


def _how(part: Part, t: Translator) -> str:
    told = {
        Part.TITLE: t.gettext("Write its name."),
        Part.DAYS: t.gettext("Like 12–15 Dec."),
        Part.TOTAL: t.gettext("Like 14,160 INR."),
        Part.DEADLINE: t.gettext(
            "Like 10 Dec, 6 pm. Without a time, I’ll assume the end of that day."
        ),
        Part.SELLER: t.gettext("Press one, or write its name."),
        Part.REFERENCE: t.gettext("Like ABC123."),
    }
    return told[part]


def value_words(value: Value, t: Translator) -> str:
    """Return a part's value in words, for a button or a line."""
    match value:
        case Days(first, last):
            return t.days(first, last) if last else t.full_day(first)
        case Total():
            return t.exact(value.money)
        case FreeUntil(day, at):
            if day is None:
                return t.gettext("never free")
            return f"{t.full_day(day)}, {at:%H:%M}" if at else t.full_day(day)
        case _:
            return str(value)


def _known_lines(draft: NotedDraft, t: Translator) -> list[Markup | str | None]:
    """Return what is known of a draft; what is unknown is said where it was asked for."""
    sign = KIND_SIGNS[draft.kind]
    unknown = t.gettext("not known")
    deadline = value_words(draft.deadline, t) if draft.deadline else unknown
    told: dict[Part, Markup | str] = {
        Part.TITLE: Markup("{} <b>{}</b>").format(sign, shorten(draft.title or "", LONGEST_NAME)),
        Part.DAYS: f"🗓 {value_words(draft.days, t)}" if draft.days else "",
        Part.TOTAL: f"💳 {value_words(draft.total, t) if draft.total else unknown}",
        Part.DEADLINE: t.markup("↩️ Free to cancel until: {when}", when=deadline)
        if not (draft.deadline and draft.deadline.day is None)
        else t.markup("↩️ Never free to cancel"),
        Part.SELLER: t.markup("🛒 Booked with: {seller}", seller=draft.seller or unknown),
        Part.REFERENCE: t.markup("🔖 Reference: {ref}", ref=draft.reference or unknown),
    }
    return [told[part] for part in draft.parts if part in draft.settled]


def render_summary(draft: NotedDraft, t: Translator, problem: str | None = None) -> Screen:
    """Show all that will be kept, for one tap."""
    text = words.lines(
        Markup("⚠️ {}\n").format(problem) if problem else None,
        t.markup("➕ <b>Is this right?</b>"),
        "",
        *_known_lines(draft, t),
        "",
        t.gettext("I keep this and nothing else from your text."),
    )
    return Screen(text, summary_keyboard(draft, t))

"""Buttons for bookings made elsewhere: adding one, its questions, and what can be done with it."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.bookings.noted_bookings.words import KIND_SIGNS, kind_words
from bot.bookings.rows import bookings_row
from bot.buttons.callbacks import Go, Id, Page, Where
from bot.buttons.keyboards import button, home_button, in_rows, keyboard, shorten
from bot.locales import Translator
from domain.bookings.models import BookingKind
from domain.bookings.noted_bookings.values import Noted, NotedDraft, Part

RECORDED = (
    BookingKind.FLIGHT,
    BookingKind.TRANSFER,
    BookingKind.ACTIVITY,
    BookingKind.INSURANCE,
)
LONGEST_OPTION = 48
# Buttons count them: a new one comes last.
USUAL_SELLERS = ("Booking.com", "Agoda", "Expedia", "MakeMyTrip")


class AddButton(CallbackData, prefix="na1"):
    """Begin to note something that was booked elsewhere."""

    kind: BookingKind


class PartButton(CallbackData, prefix="np1"):
    """Ask for a part of what is being noted again."""

    part: Part


class OptionButton(CallbackData, prefix="no1"):
    """Take one of the answers that were offered for a part."""

    part: Part
    at: Page


class SellerButton(CallbackData, prefix="ns1"):
    """Take one of `USUAL_SELLERS`, counted from 1; 0: the hotel itself."""

    number: Page


class UnknownButton(CallbackData, prefix="nu1"):
    """Leave a part open: it is unknown, or does not exist."""

    part: Part


class NeverFreeButton(CallbackData, prefix="nf1"):
    """Say that cancelling is never free."""


class KeepButton(CallbackData, prefix="nk1"):
    """Keep what was read."""


class NotedAction(StrEnum):
    """What can be done with what is noted."""

    SHOW = "show"
    WATCH = "watch"
    CALENDAR = "ics"
    REMOVE = "rm"
    REBOOKED = "re"
    REMOVE_SURE = "rm!"


class NotedButton(CallbackData, prefix="nb1"):
    """Do something with what is noted."""

    booking_id: Id
    action: NotedAction


class BesideButton(CallbackData, prefix="nx1"):
    """Attach what is noted to another booking; 0: to none."""

    booking_id: Id
    beside_id: Id


def act(noted: Noted, action: NotedAction, label: str) -> InlineKeyboardButton:
    """Return a button that does something with what is noted."""
    return button(label, NotedButton(booking_id=noted.booking_id, action=action))


def add_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the other kinds that can be noted, and the way back."""
    kinds = [
        button(f"{KIND_SIGNS[kind]} {kind_words(kind, t)}", AddButton(kind=kind))
        for kind in RECORDED
    ]
    return keyboard(*in_rows(kinds, 2), bookings_row(t))


def question_keyboard(part: Part, options: Sequence[str], t: Translator) -> InlineKeyboardMarkup:
    """Return the answers to press: what was read, and "unknown"."""
    rows: list[Sequence[InlineKeyboardButton]] = [
        [button(shorten(label, LONGEST_OPTION), OptionButton(part=part, at=at))]
        for at, label in enumerate(options)
    ]
    if part is Part.DEADLINE:
        rows.append([button(t.gettext("✖️ It’s never free"), NeverFreeButton())])
    if part is Part.SELLER:
        sellers = [
            button(name, SellerButton(number=number))
            for number, name in enumerate(USUAL_SELLERS, start=1)
        ]
        rows += in_rows(sellers, 2)
        rows.append([button(t.gettext("🏨 The hotel itself"), SellerButton(number=0))])
    if part not in {Part.TITLE, Part.DAYS}:
        label = (
            t.gettext("🤷 It has none") if part is Part.REFERENCE else t.gettext("🤷 I don’t know")
        )
        rows.append([button(label, UnknownButton(part=part))])
    stop = button(t.gettext("✖️ Don’t add it"), Go(to=Where.BOOKINGS))
    return keyboard(*rows, [stop, home_button(t)])


def summary_keyboard(draft: NotedDraft, t: Translator) -> InlineKeyboardMarkup:
    """Return the one tap that keeps it, and what can be put right before."""
    labels = {
        Part.TITLE: t.gettext("✏️ Name"),
        Part.DAYS: t.gettext("✏️ Days"),
        Part.TOTAL: t.gettext("✏️ Price"),
        Part.DEADLINE: t.gettext("✏️ Free until"),
        Part.SELLER: t.gettext("✏️ Seller"),
        Part.REFERENCE: t.gettext("✏️ Reference"),
    }
    edits = [button(labels[part], PartButton(part=part)) for part in draft.parts]
    stop = button(t.gettext("✖️ Don’t add it"), Go(to=Where.BOOKINGS))
    return keyboard(
        [button(t.gettext("✅ Add it"), KeepButton(), ButtonStyle.PRIMARY)],
        *in_rows(edits, 3),
        [stop, home_button(t)],
    )


def noted_keyboard(noted: Noted, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done with what is noted."""
    ways = [act(noted, NotedAction.CALENDAR, t.gettext("🗓 Calendar file"))]
    if noted.kind is BookingKind.HOTEL and noted.watched_by is None:
        ways.insert(0, act(noted, NotedAction.WATCH, t.gettext("📉 Watch its price")))
    remove = act(noted, NotedAction.REMOVE, t.gettext("🗑 Remove"))
    cheaper = [_rebooked(noted, t)] if noted.kind is BookingKind.HOTEL and noted.price else []
    return keyboard(ways, [*cheaper, remove], bookings_row(t))


def _rebooked(noted: Noted, t: Translator) -> InlineKeyboardButton:
    return act(noted, NotedAction.REBOOKED, t.gettext("🔁 I rebooked for less"))


def rebooked_keyboard(noted: Noted, t: Translator) -> InlineKeyboardMarkup:
    """Return the answers to whether it was rebooked: a no changes nothing."""
    no = act(noted, NotedAction.SHOW, t.gettext("✖️ I didn’t"))
    return keyboard([_rebooked(noted, t), no])


def back_keyboard(noted: Noted, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from a question about what is noted."""
    return keyboard([act(noted, NotedAction.SHOW, t.gettext("⬅️ Booking")), home_button(t)])


def beside_keyboard(
    noted: Noted, others: Sequence[tuple[int, str]], t: Translator
) -> InlineKeyboardMarkup:
    """Return the bookings that something may belong to."""
    rows = [
        [button(shorten(title, 48), BesideButton(booking_id=noted.booking_id, beside_id=other_id))]
        for other_id, title in others
    ]
    none = BesideButton(booking_id=noted.booking_id, beside_id=0)
    return keyboard(*rows, [button(t.gettext("✖️ None of them"), none)], bookings_row(t))


def remove_keyboard(noted: Noted, t: Translator) -> InlineKeyboardMarkup:
    """Return the removal, and the way out."""
    sure = act(noted, NotedAction.REMOVE_SURE, t.gettext("🗑 Remove it"))
    keep = act(noted, NotedAction.SHOW, t.gettext("⬅️ Keep it"))
    return keyboard([sure], [keep, home_button(t)])


def told_keyboard(noted: Noted, t: Translator) -> InlineKeyboardMarkup:
    """Return the button from a notice to its booking."""
    return keyboard([act(noted, NotedAction.SHOW, t.gettext("🧳 Open booking"))])


def place_keyboard(noted: Noted, t: Translator) -> InlineKeyboardMarkup:
    """Return the way out of the question where a hotel is."""
    back = act(noted, NotedAction.SHOW, t.gettext("⬅️ Back to the booking"))
    return keyboard([back, home_button(t)])

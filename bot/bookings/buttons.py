"""Buttons of bookings: the way through one that is being made, and what can be done with it."""

from collections.abc import Sequence
from enum import StrEnum

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup

from bot.bookings.noted_bookings.buttons import AddButton, NotedAction, NotedButton
from bot.bookings.rows import bookings_row
from bot.buttons.callbacks import Go, Id, Page, ResultsButton, Size, Where
from bot.buttons.keyboards import button, home_button, in_rows, keyboard
from bot.flights.callbacks import FlightsButton
from bot.hotel.buttons import RatesButton
from bot.locales import Translator
from domain.bookings.alternatives import Alternative
from domain.bookings.lifecycle import UNSENT
from domain.bookings.models import BookingKind, BookingState
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.queries.bookings import BookedFlight, BookedHotel, BookingLine
from domain.bookings.values import Booking
from domain.money import Money
from domain.suppliers.booking_contract import Guest


class BookingAction(StrEnum):
    """What can be done with a booking."""

    SHOW = "show"
    GO_ON = "on"
    GUESTS = "who"
    CONTACT = "mail"
    REQUESTS = "wish"
    NO_REQUESTS = "none"
    REVIEW = "review"
    CANCEL = "cancel"
    VOUCHER = "pdf"
    CALENDAR = "ics"
    NAME = "name"
    WATCH = "watch"
    WATCH_ON = "won"
    WATCH_OFF = "woff"
    REBOOK = "again"


class BookingButton(CallbackData, prefix="bk1"):
    """Do something with a booking."""

    booking_id: Id
    action: BookingAction


class ConfirmButton(CallbackData, prefix="bc1"):
    """Book what a review showed; if the review has changed, show the new one instead."""

    booking_id: Id
    review: Page


class SavedGuestButton(CallbackData, prefix="bg1"):
    """Add a guest whom the traveller has booked for before."""

    booking_id: Id
    saved_id: Id


class CancelButton(CallbackData, prefix="bx1"):
    """Cancel for at most what was shown, in the booking's own currency."""

    booking_id: Id
    penalty: Size


class FeedStep(StrEnum):
    """What can be done with the calendar's address."""

    SHOW = "show"
    RENEW = "new"
    END = "end"


class FeedButton(CallbackData, prefix="bf1"):
    """Do something with the calendar's address."""

    step: FeedStep


def act(booking: Booking, action: BookingAction, label: str) -> InlineKeyboardButton:
    """Return a button that does something with a booking."""
    return button(label, BookingButton(booking_id=booking.booking_id, action=action))


def other_rates(booking: Booking, label: str) -> InlineKeyboardButton:
    """Return the way to the hotel's rates."""
    return button(label, RatesButton(search_id=booking.search_id, hotel_id=booking.hotel_id))


def question_keyboard(
    booking: Booking, t: Translator, saved: Sequence[tuple[int, Guest]] = ()
) -> InlineKeyboardMarkup:
    """Return the answers that can be pressed, and the way back to the rates."""
    people = [
        button(
            f"👤 {guest.first_name} {guest.last_name}",
            SavedGuestButton(booking_id=booking.booking_id, saved_id=saved_id),
        )
        for saved_id, guest in saved
    ]
    back = other_rates(booking, t.gettext("⬅️ All rates"))
    return keyboard(*in_rows(people, 2), [back, home_button(t)])


def requests_keyboard(booking: Booking, t: Translator) -> InlineKeyboardMarkup:
    """Return the ways back to the review, without requests where there are some."""
    none = [act(booking, BookingAction.NO_REQUESTS, t.gettext("✖️ No requests"))]
    back = act(booking, BookingAction.REVIEW, t.gettext("⬅️ Back to the review"))
    return keyboard(none if booking.requests else [], [back, home_button(t)])


def review_keyboard(
    booking: Booking, t: Translator, pays: str | None = None, *, can_confirm: bool = True
) -> InlineKeyboardMarkup:
    """Return the confirmation, and what can be changed before it; `pays` is what it asks for."""
    sure = ConfirmButton(booking_id=booking.booking_id, review=booking.review)
    label = (
        t.gettext("✅ Confirm and book")
        if pays is None
        else t.gettext("💳 Pay {money} and book", money=pays)
    )
    return keyboard(
        [button(label, sure, ButtonStyle.PRIMARY)] if can_confirm else [],
        [
            act(booking, BookingAction.GUESTS, t.gettext("👤 Guests")),
            act(booking, BookingAction.CONTACT, t.gettext("📞 Contact")),
            act(booking, BookingAction.REQUESTS, t.gettext("📝 Requests")),
        ],
        [other_rates(booking, t.gettext("⬅️ All rates")), home_button(t)],
    )


def pay_keyboard(money: str, t: Translator) -> InlineKeyboardMarkup:
    """Return an invoice's own buttons: Telegram's to pay comes first."""
    pay = InlineKeyboardButton(text=t.gettext("💳 Pay {money}", money=money), pay=True)
    return InlineKeyboardMarkup(inline_keyboard=[[pay]])


def payment_keyboard(booking: Booking, t: Translator) -> InlineKeyboardMarkup:
    """Return the way back from an invoice to what it is for."""
    back = act(booking, BookingAction.REVIEW, t.gettext("⬅️ Back to the review"))
    return keyboard([back, home_button(t)])


def payment_told_keyboard(booking_id: int | None, t: Translator) -> InlineKeyboardMarkup:
    """Return the way from a word about money to its booking."""
    if booking_id is None:
        return keyboard(bookings_row(t))
    show = BookingButton(booking_id=booking_id, action=BookingAction.SHOW)
    return keyboard([button(t.gettext("🧳 Open booking"), show)])


def unsent_keyboard(booking: Booking, t: Translator) -> InlineKeyboardMarkup:
    """Return another try at the same review."""
    sure = ConfirmButton(booking_id=booking.booking_id, review=booking.review)
    return keyboard(
        [button(t.gettext("🔄 Try again"), sure, ButtonStyle.PRIMARY)],
        [other_rates(booking, t.gettext("⬅️ All rates")), home_button(t)],
    )


def alternatives_keyboard(
    booking: Booking, t: Translator, instead: Sequence[Alternative] = ()
) -> InlineKeyboardMarkup:
    """Return alternatives: similar hotels, its other rates, the search's other hotels."""
    numbers = [
        button(
            t.number(number),
            RatesButton(search_id=booking.search_id, hotel_id=one.hotel.hotel_id),
        )
        for number, one in enumerate(instead, start=1)
    ]
    return keyboard(
        numbers,
        [
            other_rates(booking, t.gettext("🛏 Other rates")),
            button(t.gettext("🏨 Other hotels"), ResultsButton(search_id=booking.search_id)),
        ],
        [home_button(t)],
    )


def booking_keyboard(booking: Booking, t: Translator) -> InlineKeyboardMarkup:
    """Return what can be done with a booking."""
    ways: list[InlineKeyboardButton] = []
    if booking.state is BookingState.CONFIRMED:
        ways.append(act(booking, BookingAction.WATCH, t.gettext("📉 Price watch")))
        ways.append(act(booking, BookingAction.CANCEL, t.gettext("✖️ Cancel booking")))
        ways.append(act(booking, BookingAction.NAME, t.gettext("✏️ Correct a name")))
    elif booking.state in UNSENT:
        ways.append(act(booking, BookingAction.GO_ON, t.gettext("▶️ Continue booking")))
    return keyboard(_files_row(booking, t), ways, bookings_row(t))


def _files_row(booking: Booking, t: Translator) -> list[InlineKeyboardButton]:
    """Return the files of a standing booking."""
    if booking.state not in {BookingState.CONFIRMED, BookingState.COMPLETED}:
        return []
    return [
        act(booking, BookingAction.VOUCHER, t.gettext("📄 Voucher")),
        act(booking, BookingAction.CALENDAR, t.gettext("🗓 Calendar file")),
    ]


def flights_button(search_id: int, t: Translator) -> InlineKeyboardButton:
    """Return the way to a package's flights, which are bought from their sellers."""
    return button(t.gettext("✈️ Book the flight"), FlightsButton(search_id=search_id))


def told_keyboard(booking: Booking, t: Translator) -> InlineKeyboardMarkup:
    """Return the way from a notice to its booking."""
    show = act(booking, BookingAction.SHOW, t.gettext("🧳 Open booking"))
    return keyboard(_files_row(booking, t), [show])


def list_keyboard(bookings: Sequence[BookingLine], t: Translator) -> InlineKeyboardMarkup:
    """Return a button for each booking that can be opened, numbered as its line is."""
    numbers = [
        button(t.number(number), opened)
        for number, line in enumerate(bookings, start=1)
        if (opened := _opening(line)) is not None
    ]
    add = button(t.gettext("➕ Add a booking"), AddButton(kind=BookingKind.HOTEL))
    feed = button(t.gettext("🗓 In my calendar"), FeedButton(step=FeedStep.SHOW))
    saved = button(t.gettext("💰 Savings"), Go(to=Where.SAVINGS))
    search = button(t.gettext("🔍 Search"), Go(to=Where.SEARCH))
    return keyboard(
        *in_rows(numbers, 5),
        [add, *([feed] if numbers else [])],
        [*([saved] if numbers else []), search, home_button(t)],
    )


def _opening(line: BookingLine) -> BookingButton | NotedButton | None:
    """Return what opens a booking; flights noted by older versions have no page."""
    match line:
        case BookedHotel():
            return BookingButton(booking_id=line.booking_id, action=BookingAction.SHOW)
        case BookedFlight(booking_id=booking_id, title=title) if title:
            return NotedButton(booking_id=booking_id, action=NotedAction.SHOW)
        case Noted():
            return NotedButton(booking_id=line.booking_id, action=NotedAction.SHOW)
        case _:
            return None


def cancel_keyboard(booking: Booking, penalty: Money, t: Translator) -> InlineKeyboardMarkup:
    """Return the confirmation, which names the cost, and the way out."""
    sure = CancelButton(booking_id=booking.booking_id, penalty=penalty.amount)
    label = (
        t.gettext("✖️ Cancel for {money}", money=t.exact(penalty))
        if penalty.amount > 0
        else t.gettext("✖️ Cancel for free")
    )
    keep = act(booking, BookingAction.SHOW, t.gettext("⬅️ Keep it"))
    return keyboard([button(label, sure, ButtonStyle.DANGER)], [keep, home_button(t)])


def feed_keyboard(t: Translator, *, is_on: bool) -> InlineKeyboardMarkup:
    """Return the way to an address, or to another and to none."""
    renew, end = FeedButton(step=FeedStep.RENEW), FeedButton(step=FeedStep.END)
    if not is_on:
        return keyboard([button(t.gettext("🔗 Create an address"), renew)], bookings_row(t))
    return keyboard(
        [
            button(t.gettext("🔗 New address"), renew),
            button(t.gettext("✖️ Switch off"), end, ButtonStyle.DANGER),
        ],
        bookings_row(t),
    )

"""Making a booking: from a rate's button over its questions to the confirmation."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from aiogram import Bot, F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.bookings.buttons import (
    BookingAction,
    BookingButton,
    ConfirmButton,
    SavedGuestButton,
)
from bot.bookings.payment.steps import ask_to_pay
from bot.bookings.reservation.screens import render_checking, render_confirming
from bot.bookings.reservation.steps import (
    KEY,
    STEPS,
    BookingStep,
    ask,
    ask_requests,
    go_on,
    outcome_screen,
)
from bot.errors import words_for
from bot.hotel.buttons import BookRateButton, RatesButton
from bot.hotel.handlers import with_rate
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Later, Screen
from bot.updates.decisions import AnswersFlight
from bot.updates.filters import Private, Typed
from bot.updates.visit import Visit
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.drafts import begin_booking, set_contact, set_requests
from domain.bookings.errors import BookingRefused
from domain.bookings.guests import add_guests, forget_guests, give_document, saved_traveller
from domain.bookings.lifecycle import WrongState
from domain.bookings.payment.invoice import Invoiced, NotPayable, confirm_or_ask
from domain.bookings.people import read_contact, read_document, read_guest, read_requests
from domain.bookings.queries.bookings import load_booking
from domain.bookings.values import Booking, Need
from domain.errors import NotFound
from domain.search.values import HotelPage, SupplierRate
from domain.suppliers.booking_contract import DocumentKind, Guest

T = TypeVar("T")


async def begin(
    _callback: CallbackQuery,
    callback_data: BookRateButton,
    visit: Visit,
    state: FSMContext,
    press: PressAnswer,
) -> Later:
    """Begin to book a rate; one that is gone leads to the others."""
    at = callback_data

    async def book(page: HotelPage, offered: SupplierRate) -> Screen:
        booking = await begin_booking(visit.app, visit.traveller, page, offered)
        return await go_on(visit, state, booking)

    others = RatesButton(search_id=at.search_id, hotel_id=at.hotel_id)
    return await with_rate(visit, at, others, press, book)


async def _typed_about(state: FSMContext, traveller: Traveller) -> Booking:
    """Return the booking that the typed answer is about. Raises NotFound."""
    booking_id = (await state.get_data()).get(KEY)
    if not isinstance(booking_id, int):
        raise NotFound("booking")
    return await load_booking(traveller, booking_id)


def _then(visit: Visit, state: FSMContext, booking: Booking) -> Later:
    """Return the next question, or the review that the supplier is asked for."""

    async def work() -> Screen:
        return await go_on(visit, state, booking)

    return Later(work, render_checking(visit.t))


async def type_names(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take names, one on each line; those before the first bad line are kept."""
    booking = await _typed_about(state, visit.traveller)
    read, problem = _read_names(typed)
    try:
        booking = await add_guests(
            visit.app, visit.traveller, booking.booking_id, read, is_again=visit.is_again
        )
    except BookingRefused as refusal:
        problem = refusal
    except WrongState:
        problem = None
    if problem is not None and Need.NAMES in booking.needs:
        return await ask(Need.NAMES, visit, state, booking, words_for(problem, visit.t))
    return _then(visit, state, await load_booking(visit.traveller, booking.booking_id))


def _read_names(typed: str) -> tuple[list[Guest], BookingRefused | None]:
    """Return the names up to the first line that is not one, and what is wrong with that line."""
    read: list[Guest] = []
    try:
        read += map(read_guest, filter(str.strip, typed.splitlines()))
    except BookingRefused as refusal:
        return read, refusal
    return read, None


async def choose_guest(
    _callback: CallbackQuery, callback_data: SavedGuestButton, visit: Visit, state: FSMContext
) -> Later:
    """Add a guest who was booked for before."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)
    guest = await saved_traveller(visit.traveller, callback_data.saved_id)
    is_taken = guest is not None and _names(guest) in map(_names, booking.named)
    if guest is not None and not is_taken and booking.can_change and Need.NAMES in booking.needs:
        booking = await add_guests(visit.app, visit.traveller, booking.booking_id, [guest])
    return _then(visit, state, booking)


def _names(guest: Guest) -> tuple[str, str]:
    return guest.first_name, guest.last_name


async def type_document(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take a document's number."""
    is_pan = await state.get_state() == BookingStep.pan.state
    need = Need.PAN if is_pan else Need.PASSPORT
    kind = DocumentKind(need.value)
    return await _take(visit, state, need, lambda: read_document(kind, typed), give_document)


async def type_contact(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take an email address and a phone number."""
    return await _take(visit, state, Need.CONTACT, lambda: read_contact(typed), set_contact)


async def type_requests(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take the requests to the hotel."""
    return await _take(visit, state, None, lambda: read_requests(typed), set_requests)


async def _take(
    visit: Visit,
    state: FSMContext,
    need: Need | None,
    read: Callable[[], T],
    keep: Callable[[App, Traveller, int, T], Awaitable[Booking]],
) -> Screen | Later:
    """Keep what answers a `need` (None: the requests) and go on, or ask again in words."""
    booking = await _typed_about(state, visit.traveller)
    try:
        answer = read()
    except BookingRefused as problem:
        words = words_for(problem, visit.t)
        if need is None:
            return await ask_requests(state, booking, visit.t, words)
        return await ask(need, visit, state, booking, words)
    if booking.can_change:
        booking = await keep(visit.app, visit.traveller, booking.booking_id, answer)
    return _then(visit, state, booking)


async def change(
    _callback: CallbackQuery, callback_data: BookingButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Ask one question again, or go on to the review."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)
    if not booking.can_change:
        return _then(visit, state, booking)
    match callback_data.action:
        case BookingAction.GUESTS:
            booking = await forget_guests(visit.app, visit.traveller, booking.booking_id)
            return await ask(Need.NAMES, visit, state, booking)
        case BookingAction.CONTACT:
            return await ask(Need.CONTACT, visit, state, booking)
        case BookingAction.REQUESTS:
            return await ask_requests(state, booking, visit.t)
        case BookingAction.NO_REQUESTS:
            booking = await set_requests(visit.app, visit.traveller, booking.booking_id, "")
    return _then(visit, state, booking)


async def confirm(
    _callback: CallbackQuery,
    callback_data: ConfirmButton,
    visit: Visit,
    bot: Bot,
    state: FSMContext,
) -> Later:
    """Book what was reviewed, once, however often it is pressed."""
    booking = await load_booking(visit.traveller, callback_data.booking_id)
    await state.set_state(None)

    async def work() -> Screen:
        outcome = await confirm_or_ask(
            visit.app, visit.traveller, booking.booking_id, callback_data.review
        )
        if isinstance(outcome, Invoiced | NotPayable):
            return await ask_to_pay(visit, bot, outcome)
        return await outcome_screen(visit, state, outcome)

    return Later(work, render_confirming(visit.t))


CHANGES = {
    BookingAction.GO_ON,
    BookingAction.GUESTS,
    BookingAction.CONTACT,
    BookingAction.REQUESTS,
    BookingAction.NO_REQUESTS,
    BookingAction.REVIEW,
}


def router() -> Router:
    """Return the routes of a booking that is being made."""
    routes = Router(name="making a booking")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    typing = routes.message
    typing.register(type_names, STEPS[Need.NAMES], Typed(), AnswersFlight())
    typing.register(type_document, STEPS[Need.PAN], Typed())
    typing.register(type_document, STEPS[Need.PASSPORT], Typed())
    typing.register(type_contact, STEPS[Need.CONTACT], Typed())
    typing.register(type_requests, BookingStep.requests, Typed())
    press = routes.callback_query
    press.register(begin, BookRateButton.filter())
    press.register(choose_guest, SavedGuestButton.filter())
    press.register(change, BookingButton.filter(F.action.in_(CHANGES)))
    press.register(confirm, ConfirmButton.filter())
    return routes

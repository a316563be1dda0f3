"""From one question to the next, to the review, and to the outcome of its confirmation."""

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from bot.bookings.reservation.screens import (
    render_contact,
    render_document,
    render_names,
    render_not_booked,
    render_requests,
    render_review,
    render_unsent,
)
from bot.bookings.screens import render_booked, render_booking
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.bookings.alternatives import find_alternatives
from domain.bookings.guests import saved_travellers
from domain.bookings.models import BookingState
from domain.bookings.payment.invoice import what_to_pay
from domain.bookings.review import review_booking
from domain.bookings.submission import ConfirmOutcome, Unsent
from domain.bookings.values import Booking, Need, Review
from domain.trips.packages import flights_beside

KEY = "booking"


class BookingStep(StatesGroup):
    """What is typed next."""

    names = State()
    pan = State()
    passport = State()
    contact = State()
    requests = State()


STEPS = {
    Need.NAMES: BookingStep.names,
    Need.PAN: BookingStep.pan,
    Need.PASSPORT: BookingStep.passport,
    Need.CONTACT: BookingStep.contact,
}


async def wait_for(state: FSMContext, step: State, booking: Booking) -> None:
    """Take what is typed next as an answer about a booking."""
    await state.set_state(step)
    await state.update_data({KEY: booking.booking_id})


async def ask(
    need: Need, visit: Visit, state: FSMContext, booking: Booking, problem: str | None = None
) -> Screen:
    """Ask one question."""
    await wait_for(state, STEPS[need], booking)
    match need:
        case Need.NAMES:
            return render_names(booking, await saved_travellers(visit.traveller), visit.t, problem)
        case Need.CONTACT:
            return render_contact(booking, visit.t, problem)
        case _:
            return render_document(booking, need, visit.t, problem)


async def ask_requests(
    state: FSMContext, booking: Booking, t: Translator, problem: str | None = None
) -> Screen:
    """Ask what to request from the hotel."""
    await wait_for(state, BookingStep.requests, booking)
    return render_requests(booking, t, problem)


async def go_on(visit: Visit, state: FSMContext, booking: Booking) -> Screen:
    """Ask for what is missing, else ask the supplier and show the review."""
    if not booking.can_change:
        return await stands(visit, state, booking)
    if booking.needs:
        return await ask(booking.needs[0], visit, state, booking)
    await state.set_state(None)
    found = await review_booking(visit.app, visit.traveller, booking.booking_id)
    if isinstance(found, Review):
        return await review_screen(visit, found)
    if found.can_change and found.needs:
        # The supplier asks for more than it did: what, is the next question.
        return await ask(found.needs[0], visit, state, found)
    return await stands(visit, state, found)


async def review_screen(visit: Visit, review: Review) -> Screen:
    """Show a review, with what its confirmation asks for."""
    asked = await what_to_pay(visit.app, review.booking)
    return render_review(review, visit.now, visit.traveller.time_zone, visit.t, asked)


async def stands(visit: Visit, state: FSMContext, booking: Booking) -> Screen:
    """Show the state of a booking that can no longer be changed."""
    await state.set_state(None)
    match booking.state:
        case BookingState.CONFIRMED:
            return render_booked(booking, await flights_beside(booking.search_id), visit.t)
        case BookingState.FAILED:
            return render_not_booked(
                booking, visit.t, await find_alternatives(visit.app, visit.traveller, booking)
            )
        case _:
            return render_booking(booking, visit.now, visit.traveller.time_zone, visit.t)


async def outcome_screen(visit: Visit, state: FSMContext, outcome: ConfirmOutcome) -> Screen:
    """Show the outcome of a confirmation."""
    if isinstance(outcome, Review):
        if outcome.booking.needs:
            return await ask(outcome.booking.needs[0], visit, state, outcome.booking)
        return await review_screen(visit, outcome)
    if isinstance(outcome, Unsent):
        return render_unsent(outcome.booking, visit.t)
    if outcome.booking.can_change:
        return await go_on(visit, state, outcome.booking)
    return await stands(visit, state, outcome.booking)

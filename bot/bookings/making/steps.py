"""From one question to the next, to the review, and to where its confirmation has led."""

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup

from bot.bookings.making.screens import (
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
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.alternatives import find_alternatives
from domain.bookings.drafts import saved_travellers
from domain.bookings.models import BookingState
from domain.bookings.payment.invoicing import what_to_pay
from domain.bookings.reviewing import review_booking
from domain.bookings.submitting import ConfirmOutcome, Unsent
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
    need: Need,
    state: FSMContext,
    traveller: Traveller,
    booking: Booking,
    t: Translator,
    problem: str | None = None,
) -> Screen:
    """Ask one question."""
    await wait_for(state, STEPS[need], booking)
    match need:
        case Need.NAMES:
            return render_names(booking, await saved_travellers(traveller), t, problem)
        case Need.CONTACT:
            return render_contact(booking, t, problem)
        case _:
            return render_document(booking, need, t, problem)


async def ask_requests(
    state: FSMContext, booking: Booking, t: Translator, problem: str | None = None
) -> Screen:
    """Ask what the hotel is to be asked for."""
    await wait_for(state, BookingStep.requests, booking)
    return render_requests(booking, t, problem)


async def go_on(
    app: App, state: FSMContext, traveller: Traveller, booking: Booking, t: Translator
) -> Screen:
    """Ask for what is missing, else ask the supplier and show the review."""
    if not booking.can_change:
        return await stands(app, state, traveller, booking, t)
    if booking.needs:
        return await ask(booking.needs[0], state, traveller, booking, t)
    await state.set_state(None)
    found = await review_booking(app, traveller, booking.booking_id)
    if isinstance(found, Review):
        return await review_screen(app, traveller, found, t)
    if found.can_change and found.needs:
        # The supplier asks for more than it did: what, is the next question.
        return await ask(found.needs[0], state, traveller, found, t)
    return await stands(app, state, traveller, found, t)


async def review_screen(app: App, traveller: Traveller, review: Review, t: Translator) -> Screen:
    """Show a review, with what its confirmation asks for."""
    asked = await what_to_pay(app, review.booking)
    return render_review(review, app.clock.now(), traveller.time_zone, t, asked)


async def stands(
    app: App, state: FSMContext, traveller: Traveller, booking: Booking, t: Translator
) -> Screen:
    """Show how a booking stands that can be changed no more."""
    await state.set_state(None)
    match booking.state:
        case BookingState.CONFIRMED:
            return render_booked(booking, await flights_beside(booking.search_id), t)
        case BookingState.FAILED:
            return render_not_booked(booking, t, await find_alternatives(app, traveller, booking))
        case _:
            return render_booking(booking, app.clock.now(), traveller.time_zone, t)


async def outcome_screen(
    app: App, state: FSMContext, traveller: Traveller, outcome: ConfirmOutcome, t: Translator
) -> Screen:
    """Show where a confirmation has led."""
    if isinstance(outcome, Review):
        if outcome.booking.needs:
            return await ask(outcome.booking.needs[0], state, traveller, outcome.booking, t)
        return await review_screen(app, traveller, outcome, t)
    if isinstance(outcome, Unsent):
        return render_unsent(outcome.booking, t)
    if outcome.booking.can_change:
        return await go_on(app, state, traveller, outcome.booking, t)
    return await stands(app, state, traveller, outcome.booking, t)

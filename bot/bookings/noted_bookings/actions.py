"""What was noted, afterwards: shown, watched, handed over, removed."""

from contextlib import suppress

from aiogram import Bot, F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.bookings.noted_bookings.action_screens import (
    rebooked_words,
    render_added,
    render_new_total,
    render_noted,
    render_remove,
    render_seeking,
    render_which_place,
    watched_words,
)
from bot.bookings.noted_bookings.buttons import BesideButton, NotedAction, NotedButton
from bot.bookings.noted_bookings.entries import noted_entries
from bot.bookings.noted_bookings.steps import PLACE_OF, NoteStep
from bot.bookings.screens import render_bookings
from bot.papers.calendars import write_calendar
from bot.sending.attachments import send_file
from bot.sending.screen import Later, Screen
from bot.updates.filters import Private, Typed
from bot.updates.presses import is_first_press
from bot.updates.typed_answers import take_typed
from bot.updates.visit import Visit
from domain.bookings.noted_bookings.entry import remove_booking
from domain.bookings.noted_bookings.queries import companions, list_beside, load_noted, set_beside
from domain.bookings.noted_bookings.rebooking_outcome import read_new_total, say_rebooked
from domain.bookings.noted_bookings.tracked_price import place_of, watch_price
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.queries.bookings import list_bookings
from domain.errors import NotFound
from domain.reading.amounts import writing_as
from domain.search.service import suggest_places
from domain.search.values import DestinationView


async def _screen(visit: Visit, noted: Noted) -> Screen:
    beside = await list_beside(visit.app.pool, visit.traveller.user_id, noted.booking_id)
    return render_noted(noted, beside, visit.now, visit.traveller.time_zone, visit.t)


async def added_screen(visit: Visit, noted: Noted, *, is_new: bool) -> Screen:
    """Return what was added."""
    beside = await list_beside(visit.app.pool, visit.traveller.user_id, noted.booking_id)
    return render_added(noted, beside, visit.now, visit.traveller.time_zone, visit.t, is_new=is_new)


async def _asked_about(visit: Visit, state: FSMContext) -> Noted:
    """Return the booking that the open question is about. Raises NotFound."""
    booking_id = (await state.get_data()).get(PLACE_OF)
    if not isinstance(booking_id, int):
        raise NotFound("booking")
    return await load_noted(visit.app.pool, visit.traveller.user_id, booking_id)


async def show(
    _callback: CallbackQuery, callback_data: NotedButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show what is noted."""
    await state.set_state(None)
    noted = await load_noted(visit.app.pool, visit.traveller.user_id, callback_data.booking_id)
    return await _screen(visit, noted)


async def put_beside(_callback: CallbackQuery, callback_data: BesideButton, visit: Visit) -> Screen:
    """Attach it to another booking, or to none."""
    booking_id, beside_id = callback_data.booking_id, callback_data.beside_id or None
    await set_beside(visit.app.pool, visit.traveller.user_id, booking_id, beside_id)
    noted = await load_noted(visit.app.pool, visit.traveller.user_id, booking_id)
    return await _screen(visit, noted)


async def hand_calendar(
    callback: CallbackQuery, callback_data: NotedButton, visit: Visit, bot: Bot
) -> None:
    """Send its days and its deadline as a calendar file."""
    noted = await load_noted(visit.app.pool, visit.traveller.user_id, callback_data.booking_id)
    if await is_first_press(visit.app.redis, callback):
        now = visit.now
        content = write_calendar(noted.title, noted_entries(noted, now, visit.t), now)
        await send_file(bot, visit.traveller.chat_id, f"booking-{noted.booking_id}.ics", content)


async def ask_remove(_callback: CallbackQuery, callback_data: NotedButton, visit: Visit) -> Screen:
    """Ask whether to remove it."""
    noted = await load_noted(visit.app.pool, visit.traveller.user_id, callback_data.booking_id)
    return render_remove(
        noted, await companions(visit.app.pool, visit.traveller.user_id, noted.booking_id), visit.t
    )


async def watch(
    _callback: CallbackQuery, callback_data: NotedButton, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Watch its price: where the hotel's town is not known, ask for it."""
    noted = await load_noted(visit.app.pool, visit.traveller.user_id, callback_data.booking_id)
    place = await place_of(visit.app, visit.traveller, noted)
    if place is None:
        await state.set_state(NoteStep.place)
        await state.update_data({PLACE_OF: noted.booking_id})
        return render_which_place(noted, visit.t)
    return _watching(visit, state, noted, place)


async def type_place(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen | Later:
    """Take the town that the hotel is in."""
    noted = await _asked_about(visit, state)
    places = await suggest_places(visit.app, typed, visit.traveller)
    if not places:
        return render_which_place(
            noted, visit.t, visit.t.gettext("I don’t know a town by that name.")
        )
    return _watching(visit, state, noted, places[0])


def _watching(visit: Visit, state: FSMContext, noted: Noted, place: DestinationView) -> Later:
    async def work() -> Screen:
        result = await watch_price(visit.app, visit.traveller, noted.booking_id, place)
        await state.set_state(None)
        now = visit.now
        mine = await load_noted(visit.app.pool, visit.traveller.user_id, noted.booking_id)
        note = watched_words(mine, result, visit.t)
        return render_noted(mine, (), now, visit.traveller.time_zone, visit.t, note)

    return Later(work, render_seeking(visit.t))


async def ask_new_total(
    _callback: CallbackQuery, callback_data: NotedButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask what the booking costs that was made instead."""
    noted = await load_noted(visit.app.pool, visit.traveller.user_id, callback_data.booking_id)
    await state.set_state(NoteStep.new_total)
    await state.update_data({PLACE_OF: noted.booking_id})
    return render_new_total(noted, visit.t)


async def type_new_total(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Take what it costs; what saves nothing is asked again."""
    noted = await _asked_about(visit, state)

    async def take() -> Screen:
        total = read_new_total(typed, noted, writing_as(visit.traveller))
        saved = await say_rebooked(visit.app, visit.traveller, noted.booking_id, total)
        note = rebooked_words(saved, visit.t)
        return render_noted(noted, (), visit.now, visit.traveller.time_zone, visit.t, note)

    async def ask_again(problem: str) -> Screen:
        return render_new_total(noted, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def remove(_callback: CallbackQuery, callback_data: NotedButton, visit: Visit) -> Screen:
    """Remove it, and show what is left."""
    with suppress(NotFound):
        await remove_booking(visit.app, visit.traveller, callback_data.booking_id)
    return render_bookings(await list_bookings(visit.traveller), visit.t)


def router() -> Router:
    """Return the routes of what was noted."""
    routes = Router(name="noted bookings")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(type_new_total, StateFilter(NoteStep.new_total), Typed())
    routes.message.register(type_place, StateFilter(NoteStep.place), Typed())
    routes.callback_query.register(put_beside, BesideButton.filter())
    for action, do in (
        (NotedAction.SHOW, show),
        (NotedAction.WATCH, watch),
        (NotedAction.CALENDAR, hand_calendar),
        (NotedAction.REBOOKED, ask_new_total),
        (NotedAction.REMOVE, ask_remove),
        (NotedAction.REMOVE_SURE, remove),
    ):
        routes.callback_query.register(do, NotedButton.filter(F.action == action))
    return routes

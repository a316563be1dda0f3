"""Watching a price: track in one tap, and set a target."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import (
    TargetButton,
    TrackButton,
    TrackerAction,
    TrackerButton,
)
from bot.hotel.buttons import Span
from bot.hotel.price_history import draw_history, within
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Later, Screen
from bot.trackers.screens import (
    render_chart,
    render_first_look,
    render_target_doubt,
    render_target_question,
    render_target_set,
    render_tracking_started,
)
from bot.updates.filters import Private, Typed
from bot.updates.typed_answers import StillOpen, take_typed
from bot.updates.visit import Visit
from domain.money import Money
from domain.reading.amounts import writing_as
from domain.reading.doubtful_amounts import is_doubtful
from domain.search.queries.searches import load_search
from domain.trackers.price_history import past_of
from domain.trackers.service import (
    get_tracker,
    set_target,
)
from domain.trackers.starts import track_hotel
from domain.trackers.typed_wishes import read_target
from domain.trackers.values import TrackerView

TRACKER = "tracker"


class TargetStep(StatesGroup):
    """The one step in which an amount is typed."""

    typing = State()


async def track(
    _callback: CallbackQuery, callback_data: TrackButton, visit: Visit, press: PressAnswer
) -> Later:
    """Watch a hotel with sensible defaults."""
    at = callback_data
    await load_search(visit.app.pool, visit.traveller, at.search_id)

    async def work() -> Screen:
        started = await track_hotel(visit.app, visit.traveller, at.search_id, at.hotel_id)
        press.give(
            visit.t.gettext("🔔 Tracking") if started.is_new else visit.t.gettext("Already tracked")
        )
        return render_tracking_started(started, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_first_look(visit.t))


async def ask_target(
    _callback: CallbackQuery, callback_data: TrackerButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for a target price, to be chosen or typed."""
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    await await_target(state, tracker)
    return render_target_question(tracker, visit.t)


async def choose_target(
    _callback: CallbackQuery, callback_data: TargetButton, visit: Visit, state: FSMContext
) -> Screen:
    """Set a target from its button."""
    await state.set_state(None)
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    target = Money.of(callback_data.amount, tracker.currency)
    result = await set_target(visit.app, visit.traveller, tracker.tracker_id, target)
    return render_target_set(result, visit.now, visit.traveller.time_zone, visit.t)


async def type_target(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Set a target from what was typed; what is not an amount is asked again."""
    tracker = await get_tracker(visit.app, visit.traveller, (await state.get_data())[TRACKER])

    async def take() -> Screen | StillOpen:
        target = read_target(typed, writing_as(visit.traveller, tracker.currency), tracker.nights)
        last = tracker.last_total
        if last is not None and is_doubtful(target, last, rates=visit.t.rates):
            return StillOpen(render_target_doubt(tracker, target, visit.t))
        result = await set_target(visit.app, visit.traveller, tracker.tracker_id, target)
        return render_target_set(result, visit.now, visit.traveller.time_zone, visit.t)

    async def ask_again(problem: str) -> Screen:
        return render_target_question(tracker, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def await_target(state: FSMContext, tracker: TrackerView) -> None:
    """Take what is typed next as the tracker's target."""
    await state.set_state(TargetStep.typing)
    await state.update_data({TRACKER: tracker.tracker_id})


async def chart_of(visit: Visit, tracker: TrackerView, span: Span = Span.ALL) -> Screen:
    """Return a tracker's price history as a picture."""
    series = within(await past_of(visit.app, tracker), span, visit.now)
    drawn = await draw_history(visit, series, title=tracker.name)
    return render_chart(tracker, drawn, series, span, visit.t)


def router() -> Router:
    """Return the routes of tracking."""
    routes = Router(name="track")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.callback_query.register(track, TrackButton.filter())
    routes.callback_query.register(
        ask_target, TrackerButton.filter(F.action == TrackerAction.TARGET)
    )
    routes.callback_query.register(choose_target, TargetButton.filter())
    routes.message.register(type_target, TargetStep.typing, Typed())
    return routes

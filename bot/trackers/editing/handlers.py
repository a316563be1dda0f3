"""Changing a tracker: its rules and its other particulars, chosen or typed."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Later, Screen
from bot.trackers.editing.buttons import (
    DropRuleButton,
    Particular,
    ParticularButton,
    RuleButton,
)
from bot.trackers.editing.particulars import (
    RATES,
    render_particular_question,
    render_particulars,
)
from bot.trackers.editing.rules import (
    render_rule_added,
    render_rules,
    render_size_doubt,
    render_size_question,
)
from bot.trackers.screens import render_first_look
from bot.trackers.starts import TRACKER
from bot.updates.filters import Private, Typed
from bot.updates.typed_answers import StillOpen, take_typed
from bot.updates.visit import Visit
from domain.accounts.travellers import Traveller
from domain.alerts.models import RuleKind
from domain.alerts.rules import SIZED_KINDS
from domain.alerts.states import RuleTerms
from domain.app import App
from domain.errors import NotFound
from domain.reading.amounts import writing_as
from domain.trackers.edits import add_rule, remove_rule
from domain.trackers.particulars import (
    be_quiet,
    rename,
    set_days_around,
    set_end,
    set_pace,
    set_rate,
)
from domain.trackers.service import get_tracker
from domain.trackers.typed_wishes import pressed_terms, read_terms
from domain.trackers.values import TrackerView

WHAT, RULE, KIND = "what", "rule", "kind"


class TrackerStep(StatesGroup):
    """The steps in which something about a tracker is typed."""

    particular = State()
    size = State()


async def _choose_rate(app: App, traveller: Traveller, tracker_id: int, value: str) -> TrackerView:
    """Set what the rate must offer; only the buttons' values are known."""
    if value not in RATES:
        raise NotFound("rate")
    return await set_rate(app, traveller, tracker_id, RATES[value])


CHANGES: dict[Particular, Callable[[App, Traveller, int, str], Awaitable[TrackerView]]] = {
    Particular.NAME: rename,
    Particular.OFTEN: set_pace,
    Particular.DAYS: set_days_around,
    Particular.UNTIL: set_end,
    Particular.QUIET: be_quiet,
    Particular.RATE: _choose_rate,
}
TYPED = set(CHANGES) - {Particular.RATE}


async def show(
    _callback: CallbackQuery, callback_data: ParticularButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show what can be changed."""
    await state.set_state(None)
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    return render_particulars(tracker, visit.now, visit.traveller.time_zone, visit.t)


async def ask(
    _callback: CallbackQuery, callback_data: ParticularButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for a particular; what is typed next is taken as it."""
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    await state.set_state(TrackerStep.particular if callback_data.what in TYPED else None)
    await state.update_data({TRACKER: tracker.tracker_id, WHAT: callback_data.what.value})
    return render_particular_question(tracker, callback_data.what, visit.t)


async def choose(
    _callback: CallbackQuery,
    callback_data: ParticularButton,
    visit: Visit,
    state: FSMContext,
    press: PressAnswer,
) -> Later:
    """Set a particular from its button; another rate or other dates need a first price."""
    at = callback_data

    async def work() -> Screen:
        tracker = await CHANGES[at.what](visit.app, visit.traveller, at.tracker_id, at.value)
        await state.set_state(None)
        press.give(visit.t.gettext("Saved"))
        return render_particulars(tracker, visit.now, visit.traveller.time_zone, visit.t)

    return Later(work, render_first_look(visit.t))


async def type_particular(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Set a particular from what was typed."""
    data = await state.get_data()
    what, number = Particular(data[WHAT]), data[TRACKER]

    async def take() -> Screen:
        tracker = await CHANGES[what](visit.app, visit.traveller, number, typed)
        saved = visit.t.markup("✅ Saved\n")
        return render_particulars(tracker, visit.now, visit.traveller.time_zone, visit.t, saved)

    async def ask_again(problem: str) -> Screen:
        tracker = await get_tracker(visit.app, visit.traveller, number)
        return render_particular_question(tracker, what, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def show_rules(
    _callback: CallbackQuery, callback_data: ParticularButton, visit: Visit, state: FSMContext
) -> Screen:
    """Show the rules."""
    await state.set_state(None)
    return render_rules(
        await get_tracker(visit.app, visit.traveller, callback_data.tracker_id), visit.t
    )


async def ask_size(
    _callback: CallbackQuery, callback_data: RuleButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for the size of a rule, or its target."""
    tracker = await get_tracker(visit.app, visit.traveller, callback_data.tracker_id)
    await state.set_state(TrackerStep.size)
    rule_id, kind = callback_data.rule_id, callback_data.kind
    await state.update_data({TRACKER: tracker.tracker_id, RULE: rule_id, KIND: kind.value})
    return render_size_question(tracker, rule_id, kind, visit.t)


async def choose_rule(
    _callback: CallbackQuery, callback_data: RuleButton, visit: Visit, state: FSMContext
) -> Screen:
    """Add or change a rule from its button."""
    await state.set_state(None)
    kind, value = callback_data.kind, callback_data.value
    terms = pressed_terms(kind, value) if kind in SIZED_KINDS else RuleTerms(kind)
    number, before = callback_data.tracker_id, callback_data.rule_id or None
    return render_rule_added(
        await add_rule(visit.app, visit.traveller, number, terms, before), visit.t
    )


async def type_size(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Add or change a rule from what was typed."""
    data = await state.get_data()
    number, rule_id, kind = data[TRACKER], data[RULE], RuleKind(data[KIND])

    async def take() -> Screen | StillOpen:
        tracker = await get_tracker(visit.app, visit.traveller, number)
        return await _take_size(visit, tracker, rule_id, kind, typed)

    async def ask_again(problem: str) -> Screen:
        tracker = await get_tracker(visit.app, visit.traveller, number)
        return render_size_question(tracker, rule_id, kind, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def _take_size(
    visit: Visit, tracker: TrackerView, rule_id: int, kind: RuleKind, typed: str
) -> Screen | StillOpen:
    writer = writing_as(visit.traveller, tracker.sizes_in)
    terms = read_terms(kind, typed, writer, tracker.nights, visit.t.rates)
    doubt = render_size_doubt(tracker, rule_id, terms, visit.t)
    if doubt is not None:
        return StillOpen(doubt)
    added = await add_rule(visit.app, visit.traveller, tracker.tracker_id, terms, rule_id or None)
    return render_rule_added(added, visit.t)


async def drop_rule(
    _callback: CallbackQuery, callback_data: DropRuleButton, visit: Visit
) -> Screen:
    """Take a rule off."""
    number, rule_id = callback_data.tracker_id, callback_data.rule_id
    return render_rules(await remove_rule(visit.app, visit.traveller, number, rule_id), visit.t)


def router() -> Router:
    """Return the routes of changing trackers."""
    routes = Router(name="tracker editing")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    press = routes.callback_query
    press.register(show, ParticularButton.filter(F.what == Particular.ALL))
    press.register(show_rules, ParticularButton.filter(F.what == Particular.RULES))
    press.register(ask, ParticularButton.filter(F.value == ""))
    press.register(choose, ParticularButton.filter())
    press.register(ask_size, RuleButton.filter((F.value == "") & F.kind.in_(set(SIZED_KINDS))))
    press.register(choose_rule, RuleButton.filter())
    press.register(drop_rule, DropRuleButton.filter())
    routes.message.register(type_particular, TrackerStep.particular, Typed())
    routes.message.register(type_size, TrackerStep.size, Typed())
    return routes

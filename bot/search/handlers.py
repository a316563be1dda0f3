"""The guided way: where, when, who, one question at a time; each can be corrected later."""

from dataclasses import replace
from datetime import date

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.buttons.calendar import Pressed, month_of, opening_month, read_press
from bot.buttons.callbacks import (
    AreaButton,
    Day,
    DayButton,
    DraftButton,
    Go,
    Part,
    People,
    PeopleButton,
    PlaceButton,
    Where,
)
from bot.errors import words_for
from bot.middlewares.prompt_answers import PressAnswer
from bot.search.buttons import BudgetButton, read_people_button
from bot.search.day_prices import ask_check_in
from bot.search.draft import OpenDraft, draft_of, load_draft, save_draft
from bot.search.people import render_age, render_people, render_people_of
from bot.search.screens import first_month_out, render_budget, render_check_out, render_wishes
from bot.search.steps import ask_where, next_step
from bot.sending.screen import InStages, Screen
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.visit import Visit
from domain.money import Money
from domain.reading.intents import Command as Said
from domain.reading.people import share_out, share_unless_told
from domain.search.filters import NO_FILTERS
from domain.search.interpretation import today_at
from domain.search.queries.searches import load_search
from domain.search.service import destination_view
from domain.search.stay_drafts import stay_from
from domain.search.supplier_places import area_kept
from domain.search.values import Draft
from domain.stay import OLDEST_CHILD
from domain.stay_errors import StayRefused


async def begin(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Begin a new search with the first question."""
    opened = OpenDraft(asks_people=True)
    await save_draft(state, opened)
    return await ask_where(visit, opened.draft)


async def choose_place(
    _callback: CallbackQuery, callback_data: PlaceButton, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Take a place from its button."""
    opened = await load_draft(visit.app, state)
    place = await destination_view(visit.app, callback_data.destination_id)
    draft = opened.draft.at(place)
    return await next_step(visit, state, _changed(opened, draft))


async def choose_area(
    _callback: CallbackQuery, callback_data: AreaButton, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Take a part of a city, or a sight, from its button: hotels are searched near to it."""
    opened = await load_draft(visit.app, state)
    area = await area_kept(visit.app, callback_data.kept, callback_data.nth)
    if area is None:
        return await ask_where(visit, opened.draft)
    place = await destination_view(visit.app, area.city_id)
    draft = opened.draft.at(place, area.anchor)
    return await next_step(visit, state, _changed(opened, draft))


async def choose_day(
    _callback: CallbackQuery, callback_data: DayButton, visit: Visit, state: FSMContext
) -> Screen | InStages | None:
    """Turn the calendar, take check-in, then check-out."""
    pressed = read_press(callback_data)
    if pressed is None:
        return None
    opened = await load_draft(visit.app, state)
    draft, today = opened.draft, today_at(opened.draft.destination, visit.traveller, visit.now)
    match pressed:
        case Pressed(Day.CHECK_IN, day):
            return await _take_check_in(visit, state, opened, day)
        case Pressed(Day.MONTH_OUT, month, first) if first is not None:
            return render_check_out(draft, first, month, today, visit.t)
        case Pressed(Day.CHECK_OUT, day, first) if first is not None:
            changed = _changed(opened, stay_from(draft, first, day))
            return await next_step(visit, state, changed)
    return await ask_check_in(visit, draft, month_of(max(pressed.day, today)), today)


async def _take_check_in(
    visit: Visit, state: FSMContext, opened: OpenDraft, day: date
) -> Screen | InStages:
    """Ask for the check-out, unless the nights were said before."""
    draft = stay_from(opened.draft, day)
    changed = _changed(opened, draft)
    if draft.check_out is not None:
        return await next_step(visit, state, changed)
    await save_draft(state, changed)
    today = today_at(draft.destination, visit.traveller, visit.now)
    return render_check_out(draft, day, first_month_out(day), today, visit.t)


async def choose_people(
    _callback: CallbackQuery,
    callback_data: PeopleButton,
    visit: Visit,
    state: FSMContext,
    press: PressAnswer,
) -> Screen | InStages | None:
    """Step the numbers, ask for a child's age, or accept the people."""
    rooms, adults, ages = read_people_button(callback_data)
    opened, t = await load_draft(visit.app, state), visit.t
    try:
        shared = share_unless_told(opened.draft.rooms, adults, ages, rooms)
        match callback_data.step:
            case People.SHOW:
                return render_people(rooms, adults, ages, opened.draft, t)
            case People.AGE:
                share_out(adults, (*ages, OLDEST_CHILD), rooms)  # is there a bed for one more?
                return render_age(rooms, adults, ages, opened.draft, t, callback_data.waiting or 1)
    except StayRefused as problem:
        await press.insist(words_for(problem, t), alert=False)
        return None
    changed = _changed(opened, replace(opened.draft, rooms=shared, ageless=0))
    return await next_step(visit, state, replace(changed, asks_people=False))


async def choose_budget(
    _callback: CallbackQuery, callback_data: BudgetButton, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Take an amount that was asked about as what a night or the whole stay may cost."""
    opened = await load_draft(visit.app, state)
    most = Money.of(callback_data.amount, visit.traveller.currency)
    night, in_all = (None, most) if callback_data.in_all else (most, None)
    draft = replace(opened.draft, most_a_night=night, most_in_all=in_all)
    return await next_step(visit, state, _changed(opened, draft))


async def correct(
    _callback: CallbackQuery, callback_data: DraftButton, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Ask one part again, of the open draft or of an earlier search."""
    opened = await _opened(visit, state, callback_data.search_id)
    match _way_back(callback_data.part, opened):
        case Part.NO_BUDGET:
            opened = _changed(opened, opened.draft.without_budget())
        case Part.NO_FILTERS:
            opened = _changed(opened, replace(opened.draft, filters=NO_FILTERS))
        case Part.RUN:
            opened = replace(opened, asks_people=False)
        case part:
            return await _ask_part(visit, opened.draft, part)
    return await next_step(visit, state, opened)


async def _opened(visit: Visit, state: FSMContext, search_id: int) -> OpenDraft:
    """Return the open draft, or an earlier search reopened."""
    if not search_id:
        return await load_draft(visit.app, state)
    search = await load_search(visit.app.pool, visit.traveller, search_id)
    opened = OpenDraft(draft_of(search), search.search_id)
    await save_draft(state, opened)
    return opened


async def _ask_part(visit: Visit, draft: Draft, part: Part) -> Screen:
    match part:
        case Part.WHEN:
            today = today_at(draft.destination, visit.traveller, visit.now)
            month = opening_month(max(draft.check_in or today, today))
            return await ask_check_in(visit, draft, month, today)
        case Part.WHO:
            return render_people_of(draft, visit.t)
        case Part.BUDGET:
            return render_budget(draft, visit.t)
        case Part.FILTERS:
            return render_wishes(draft, visit.t)
        case _:
            return await ask_where(visit, draft)


def _way_back(part: Part, opened: OpenDraft) -> Part:
    """Return where a press leads: Back is the question before, or out of a correction."""
    before = {Part.BEFORE_WHEN: Part.WHERE, Part.BEFORE_WHO: Part.WHEN}.get(part)
    if before is None:
        return part
    return before if opened.asks_people or opened.draft.missing else Part.RUN


def _changed(opened: OpenDraft, draft: Draft) -> OpenDraft:
    """Return the draft as changed; it becomes another search unless nothing changed."""
    same = draft == opened.draft
    return replace(opened, draft=draft, search_id=opened.search_id if same else None)


def router() -> Router:
    """Return the routes of the guided way."""
    routes = Router(name="guided search")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(begin, Command("search", ignore_case=True))
    routes.message.register(begin, Typed(), Says(Said.STAYS))
    routes.callback_query.register(begin, Go.filter(F.to == Where.SEARCH))
    routes.callback_query.register(choose_place, PlaceButton.filter())
    routes.callback_query.register(choose_area, AreaButton.filter())
    routes.callback_query.register(choose_day, DayButton.filter())
    routes.callback_query.register(choose_people, PeopleButton.filter())
    routes.callback_query.register(choose_budget, BudgetButton.filter())
    routes.callback_query.register(correct, DraftButton.filter())
    return routes

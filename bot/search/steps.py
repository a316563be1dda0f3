"""From a draft to the next question, or to the results when nothing is missing."""

from dataclasses import replace
from datetime import date

from aiogram.fsm.context import FSMContext

from bot.buttons.calendar import opening_month
from bot.results.handlers import first_results
from bot.search.buttons import open_editor
from bot.search.day_prices import ask_check_in
from bot.search.draft import OpenDraft, save_draft
from bot.search.people import render_people_of
from bot.search.screens import render_dates, render_problems, render_where
from bot.sending.screen import InStages, Screen
from bot.updates.visit import Visit
from bot.words.notes import Note, noted
from domain.search.interpretation import placed_again, today_at
from domain.search.queries.searches import load_search
from domain.search.saved_searches import recent_searches
from domain.search.service import begin_search, popular_places, recent_places
from domain.search.values import Draft, Missing, SearchView, Understanding
from domain.stay_errors import StayRefused


async def ask_where(visit: Visit, draft: Draft) -> Screen:
    """Ask where, with the traveller's recent places and everyone's popular ones.

    Where nothing is known yet, whole recent searches are offered too.
    """
    searches = await recent_searches(visit.app, visit.traveller) if draft == Draft() else ()
    recent = await recent_places(visit.app, visit.traveller)
    return render_where(draft, recent, await popular_places(visit.app), visit.t, searches)


async def next_step(
    visit: Visit, state: FSMContext, opened: OpenDraft, note: Note | None = None
) -> Screen | InStages:
    """Ask for what is missing, or run the search; the draft is kept either way."""
    placed = await placed_again(visit.app, visit.traveller, opened.draft)
    opened = replace(opened, draft=placed.draft)
    draft = opened.draft
    await save_draft(state, opened)
    today = today_at(draft.destination, visit.traveller, visit.now)
    if placed.problems:
        return render_problems(placed, today, visit.t)
    if Missing.PLACE in draft.missing:
        return noted(await ask_where(visit, draft), note, open_editor)
    if Missing.DATES in draft.missing:
        return noted(await _ask_dates(visit, draft, today), note, open_editor)
    if opened.asks_people:
        return noted(render_people_of(draft, visit.t), note, open_editor)
    try:
        search = await _begin_once(visit, state, opened)
    except StayRefused as problem:
        without_dates = replace(draft, check_in=None, check_out=None)
        await save_draft(state, OpenDraft(without_dates))
        return render_problems(Understanding(without_dates, (problem,)), today, visit.t)
    return first_results(visit, search, note)


async def _ask_dates(visit: Visit, draft: Draft, today: date) -> Screen:
    if draft.check_in is not None:
        return render_dates(draft, today, visit.t)
    return await ask_check_in(visit, draft, opening_month(today), today)


async def _begin_once(visit: Visit, state: FSMContext, opened: OpenDraft) -> SearchView:
    """Begin the draft's search; the same draft again is the same search."""
    if opened.search_id is not None:
        return await load_search(visit.app.pool, visit.traveller, opened.search_id)
    search = await begin_search(visit.app, visit.traveller, opened.draft)
    await save_draft(state, replace(opened, search_id=search.search_id))
    return search

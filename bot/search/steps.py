"""From a draft to the next question, or to the results when nothing is missing."""

from dataclasses import replace
from datetime import date

from aiogram.fsm.context import FSMContext

from bot.buttons.calendar import opening_month
from bot.locales import Translator
from bot.results.handlers import first_results
from bot.search.buttons import open_editor
from bot.search.day_prices import ask_check_in
from bot.search.draft import OpenDraft, save_draft
from bot.search.screens import (
    render_dates,
    render_people_of,
    render_problems,
    render_where,
)
from bot.sending.screen import InStages, Screen
from bot.words.notes import Note, noted
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.search.queries.searches import load_search
from domain.search.saved_searches import recent_searches
from domain.search.service import begin_search, popular_places, recent_places
from domain.search.understanding import today_at
from domain.search.values import Draft, Missing, SearchView, Understanding
from domain.stay_errors import StayRefused


async def ask_where(app: App, traveller: Traveller, draft: Draft, t: Translator) -> Screen:
    """Ask where, with the traveller's recent places and everyone's popular ones.

    Where nothing is known yet, whole searches of late are offered too.
    """
    searches = await recent_searches(app, traveller) if draft == Draft() else ()
    recent = await recent_places(app, traveller)
    return render_where(draft, recent, await popular_places(app), t, searches)


async def next_step(
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
    opened: OpenDraft,
    note: Note | None = None,
) -> Screen | InStages:
    """Ask for what is missing, or run the search; the draft is kept either way."""
    draft = opened.draft
    await save_draft(state, opened)
    today = today_at(draft.destination, traveller, app.clock.now())
    if Missing.PLACE in draft.missing:
        return noted(await ask_where(app, traveller, draft, t), note, open_editor)
    if Missing.DATES in draft.missing:
        return noted(await _ask_dates(app, traveller, draft, today, t), note, open_editor)
    if opened.asks_people:
        return noted(render_people_of(draft, t), note, open_editor)
    try:
        search = await _begin_once(app, state, traveller, opened)
    except StayRefused as problem:
        without_dates = replace(draft, check_in=None, check_out=None)
        await save_draft(state, OpenDraft(without_dates))
        return render_problems(Understanding(without_dates, (problem,)), today, t)
    return first_results(app, traveller, search, t, note)


async def _ask_dates(
    app: App, traveller: Traveller, draft: Draft, today: date, t: Translator
) -> Screen:
    if draft.check_in is not None:
        return render_dates(draft, today, t)
    return await ask_check_in(app, traveller, draft, opening_month(today), today, t)


async def _begin_once(
    app: App, state: FSMContext, traveller: Traveller, opened: OpenDraft
) -> SearchView:
    """Begin the draft's search; the same draft again is the same search."""
    if opened.search_id is not None:
        return await load_search(app.pool, traveller, opened.search_id)
    search = await begin_search(app, traveller, opened.draft)
    await save_draft(state, replace(opened, search_id=search.search_id))
    return search

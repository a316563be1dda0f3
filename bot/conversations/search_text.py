"""Free text: whatever is written is read as a search, or as a correction of the last one."""

from aiogram import Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.conversations.filters import Private, Typed
from bot.conversations.search_steps import next_step
from bot.drafts import OpenDraft, load_draft, save_draft
from bot.locales import Translator
from bot.rendering.drafts import render_problems, render_understood
from bot.screen import InStages, Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.clock import today_in
from domain.errors import PlaceAmbiguous
from domain.search.understanding import understand
from domain.search.values import Draft, Understanding


async def free_text(
    _message: Message,
    typed: str,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen | InStages:
    """Read a text into the open draft; ask for what is wrong or missing, else search."""
    opened = await load_draft(app, state)
    understood = await _read(app, traveller, typed, opened)
    now_open = OpenDraft(understood.draft, asks_people=opened.asks_people)
    if understood.problems:
        await save_draft(state, now_open)
        today = today_in(traveller.time_zone, app.clock.now())
        return render_problems(understood, today, t)
    return await next_step(app, state, traveller, t, now_open, render_understood(understood, t))


async def _read(app: App, traveller: Traveller, typed: str, opened: OpenDraft) -> Understanding:
    """Read into the open draft, or afresh where the text is a search of its own."""
    continued = await understand(app, traveller, typed, opened.draft)
    if opened.draft.destination is None:
        return continued
    fresh = await understand(app, traveller, typed, Draft())
    if _begins_anew(fresh, was_searched=opened.search_id is not None):
        return fresh
    if continued.draft == opened.draft and continued.left_over:
        # Nothing was understood: it is told, and the draft stays.
        return Understanding(opened.draft, fresh.problems)
    return continued


def _begins_anew(fresh: Understanding, *, was_searched: bool) -> bool:
    """Say whether a text stands for itself: a place after a search, or unknown words with dates."""
    draft = fresh.draft
    if draft.destination is not None or any(isinstance(p, PlaceAmbiguous) for p in fresh.problems):
        return was_searched
    return draft.place_text is not None and draft.check_in is not None


def router() -> Router:
    """Return the route that takes every text which no other conversation wanted."""
    routes = Router(name="free text")
    routes.message.filter(Private())
    routes.message.register(free_text, Typed())
    return routes

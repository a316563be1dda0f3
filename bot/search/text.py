"""Free text: whatever is written is read as a search, or as a correction of the last one.

A shared location begins one as well, or moves the open one there.
"""

from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import Message

from bot.middlewares.lines import Line
from bot.requests.kept_line import keep_line
from bot.requests.screens import render_which_request
from bot.results.handlers import budget_doubt
from bot.search.draft import OpenDraft, load_draft, save_draft
from bot.search.screens import render_nowhere, render_problems, render_understood
from bot.search.steps import next_step
from bot.sending.screen import InStages, Screen
from bot.updates.filters import Private, Typed
from bot.updates.line_context import SEARCHES
from bot.updates.visit import Visit
from domain.catalog.errors import PlaceAmbiguous
from domain.reading.line import Decision
from domain.reading.meanings import StayDays
from domain.reading.models import NextStep
from domain.reading.price_range import PriceRange
from domain.reading.unread_words import note_next_step, remember_line
from domain.search.errors import PlaceTooWide
from domain.search.filters import Anchor
from domain.search.interpretation import read_there, today_at, write_into
from domain.search.service import place_around, popular_places, recent_places
from domain.search.values import Draft, Understanding
from domain.suppliers.contract import Coordinates


async def free_text(
    _message: Message, typed: str, line: Line, visit: Visit, state: FSMContext
) -> Screen | InStages:
    """Read a text into the open draft; ask for what is wrong or missing, else search.

    If it may just as well ask for flights or a trip, the traveller is asked which first.
    """
    decision = await line.decide(typed)
    if decision.rival is not None:
        await keep_line(state, typed)
        return render_which_request(decision, visit.t)
    return await search_by(decision, visit, state)


async def search_by(decision: Decision, visit: Visit, state: FSMContext) -> Screen | InStages:
    """Take a line as a search for hotels, whatever else it may ask for."""
    opened = await load_draft(visit.app, state)
    understood = await _read(visit, decision, opened)
    mine = visit.traveller
    is_unread = await remember_line(visit.app, mine.user_id, mine.language, decision)
    now_open = OpenDraft(understood.draft, asks_people=opened.asks_people)
    if understood.problems:
        await save_draft(state, now_open)
        today = today_at(understood.draft.destination, visit.traveller, visit.now)
        places = [
            *await recent_places(visit.app, visit.traveller),
            *await popular_places(visit.app),
        ]
        return render_problems(understood, today, visit.t, places)
    if (doubt := await _budget_doubt(visit, opened, now_open.draft)) is not None:
        return doubt
    screen = await next_step(visit, state, now_open, render_understood(understood, visit.t))
    if is_unread and isinstance(screen, InStages):
        await note_next_step(visit.app, visit.traveller.user_id, NextStep.SEARCHED)
    return screen


async def _budget_doubt(visit: Visit, opened: OpenDraft, draft: Draft) -> Screen | None:
    """Ask which amount is meant where only the budget of open results was corrected, by a slip."""
    night, total = draft.most_a_night, draft.most_in_all
    known = replace(
        draft, most_a_night=opened.draft.most_a_night, most_in_all=opened.draft.most_in_all
    )
    most = total or night
    if opened.search_id is None or most is None or draft == opened.draft or known != opened.draft:
        return None
    read = PriceRange(None, most, whole_stay=total is not None)
    return await budget_doubt(visit, opened.search_id, read)


async def _read(visit: Visit, decision: Decision, opened: OpenDraft) -> Understanding:
    """Read into the open draft, or from scratch where the text is a search of its own."""
    mine = visit.today
    read, today = await read_there(visit.app, visit.traveller, decision, opened.draft)
    continued = write_into(opened.draft, read, today, mine)
    if opened.draft.destination is None:
        return continued
    fresh = write_into(Draft(), read, today, mine)
    if _begins_anew(fresh, opened, says_when=read.cover.first(StayDays) is not None):
        return fresh
    if continued.draft == opened.draft and continued.left_over:
        # Nothing was understood: say so, and keep the draft.
        leftovers = () if fresh.problems else continued.leftovers
        return Understanding(opened.draft, fresh.problems, leftovers)
    return continued


def _begins_anew(fresh: Understanding, opened: OpenDraft, *, says_when: bool) -> bool:
    """Return whether a text begins a new search: a place, or unknown words, with days.

    A place alone ("in Jaipur instead") moves the search that is open; the same place with its
    days answers the question that is open. Days that must be asked about are days as well.
    """
    draft = fresh.draft
    several = any(isinstance(p, PlaceAmbiguous | PlaceTooWide) for p in fresh.problems)
    if draft.destination is not None or several:
        is_another = draft.destination != opened.draft.destination
        return says_when and (opened.search_id is not None or is_another)
    return draft.place_text is not None and says_when


async def shared_location(message: Message, visit: Visit, state: FSMContext) -> Screen | InStages:
    """Search around a shared location or venue; dates and people of an open draft stay."""
    location = message.venue.location if message.venue else message.location
    if location is None:
        return render_nowhere(visit.t)
    point = Coordinates(location.latitude, location.longitude)
    place = await place_around(visit.app, point)
    opened = await load_draft(visit.app, state)
    if place is None:
        return render_nowhere(visit.t)
    name = message.venue.title if message.venue else visit.t.gettext("your location")
    near = Anchor(name[:200], point)
    draft = opened.draft.at(place, near)
    return await next_step(visit, state, OpenDraft(draft, asks_people=opened.asks_people))


def router() -> Router:
    """Return the route that takes every text that no other conversation wanted."""
    routes = Router(name="free text")
    routes.message.filter(Private())
    routes.message.register(free_text, Typed(), flags={SEARCHES: True})
    routes.message.register(shared_location, F.venue | F.location)
    return routes

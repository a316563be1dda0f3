"""From a text to what is kept: the draft between two messages, and its next question."""

from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from pydantic import TypeAdapter, ValidationError

from bot.bookings.noted_bookings.screens import render_question, render_summary
from bot.locales import Translator
from bot.sending.screen import Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.noted_bookings.values import NotedDraft, Part
from domain.clock import today_in
from domain.errors import NotFound
from domain.reading.amounts import Writer, writing_as
from domain.reading.day_pieces import Calendar, calendar_of

DRAFT: TypeAdapter[NotedDraft] = TypeAdapter(NotedDraft)
KEY, PART, PLACE_OF = "noted", "noted_part", "noted_place"


class NoteStep(StatesGroup):
    """What is typed next."""

    text = State()
    part = State()
    place = State()
    new_total = State()


def readers_of(app: App, traveller: Traveller) -> tuple[Calendar, Writer]:
    """Return on which day a traveller writes, and how they write days and amounts."""
    writer = writing_as(traveller)
    return calendar_of(writer, today_in(traveller.time_zone, app.clock.now())), writer


async def kept_draft(state: FSMContext) -> NotedDraft:
    """Return what is being noted. Raises NotFound where it is forgotten."""
    kept: Any = (await state.get_data()).get(KEY)
    try:
        return DRAFT.validate_python(kept)
    except ValidationError:
        raise NotFound("booking") from None


async def go_on(state: FSMContext, draft: NotedDraft, t: Translator) -> Screen:
    """Ask for the next part, or show all for one tap."""
    part = draft.next_part
    await state.update_data({KEY: DRAFT.dump_python(draft, mode="json")})
    if part is None:
        await state.set_state(None)
        return render_summary(draft, t)
    return await ask(state, draft, part, t)


async def ask(
    state: FSMContext, draft: NotedDraft, part: Part, t: Translator, problem: str | None = None
) -> Screen:
    """Ask for one part; what is typed next answers it."""
    await state.set_state(NoteStep.part)
    await state.update_data({PART: part.value, KEY: DRAFT.dump_python(draft, mode="json")})
    return render_question(draft, part, t, problem)

"""Noting what was booked elsewhere: a text is read, what is unsure is asked, one tap keeps it."""

import asyncio

from aiogram import Router
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.bookings.noted_bookings.action_screens import render_beside
from bot.bookings.noted_bookings.actions import added_screen
from bot.bookings.noted_bookings.buttons import (
    USUAL_SELLERS,
    AddButton,
    KeepButton,
    NeverFreeButton,
    OptionButton,
    PartButton,
    SellerButton,
    UnknownButton,
)
from bot.bookings.noted_bookings.screens import render_add, render_summary
from bot.bookings.noted_bookings.steps import (
    KEY,
    PART,
    NoteStep,
    ask,
    go_on,
    kept_draft,
    readers_of,
)
from bot.errors import words_for
from bot.locales import Translator
from bot.sending.screen import Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.errors import NothingNoted
from domain.bookings.noted_bookings.deadlines import NEVER_FREE
from domain.bookings.noted_bookings.entry import may_belong_to, note_booking, read_part
from domain.bookings.noted_bookings.notes import is_note, read_note
from domain.bookings.noted_bookings.values import LONGEST_SELLER, NotedDraft, Part, Value
from domain.errors import Refusal

# Steps of other conversations in which whatever is pasted may be a confirmation all the same.
OPEN_STEPS = ("FlightStep:", "PackageStep:", "TourTyping:", "NoteStep:", "CollectionStep:")


class Pasted(Filter):
    """The message's text, or the words under a forwarded picture; hands it on as `pasted`."""

    async def __call__(self, message: Message) -> bool | dict[str, str]:
        """Return the text."""
        text = (message.text or message.caption or "").strip()
        return {"pasted": text} if text and not text.startswith("/") else False


class Booked(Filter):
    """The text itself shows that something is booked: it is a confirmation, or a note about one."""

    async def __call__(
        self, message: Message, app: App, traveller: Traveller, raw_state: str | None = None
    ) -> bool | dict[str, str]:
        """Return the text."""
        text = (message.text or message.caption or "").strip()
        if not text or text.startswith("/") or not _is_open(raw_state):
            return False
        calendar, _writer = readers_of(app, traveller)
        return {"pasted": text} if is_note(text, calendar) else False


def _is_open(raw_state: str | None) -> bool:
    return raw_state is None or raw_state.startswith(OPEN_STEPS)


async def begin(
    _callback: CallbackQuery, callback_data: AddButton, state: FSMContext, t: Translator
) -> Screen:
    """Ask what was booked elsewhere."""
    await state.set_state(NoteStep.text)
    await state.update_data({KEY: {"kind": callback_data.kind.value}})
    return render_add(callback_data.kind, t)


async def take_text(
    _message: Message, pasted: str, visit: Visit, state: FSMContext, raw_state: str | None = None
) -> Screen:
    """Read what was pasted, and ask for what it leaves open."""
    is_asked = raw_state is not None and raw_state.startswith("NoteStep:")
    known = await kept_draft(state) if is_asked else NotedDraft()
    draft = await asyncio.to_thread(
        read_note, pasted, known, *readers_of(visit.app, visit.traveller)
    )
    if draft is None:
        await state.set_state(NoteStep.text)
        return render_add(known.kind, visit.t, words_for(NothingNoted(), visit.t))
    return await go_on(state, draft, visit.t)


async def take_part(_message: Message, pasted: str, visit: Visit, state: FSMContext) -> Screen:
    """Take one part that was asked for."""
    draft, part = await kept_draft(state), Part((await state.get_data())[PART])
    calendar, writer = readers_of(visit.app, visit.traveller)
    try:
        value = read_part(part, pasted, draft, calendar, writer)
    except Refusal as problem:
        return await ask(state, draft, part, visit.t, words_for(problem, visit.t))
    return await go_on(state, draft.with_part(part, value), visit.t)


async def _settle(state: FSMContext, part: Part, value: Value | None, t: Translator) -> Screen:
    return await go_on(state, (await kept_draft(state)).with_part(part, value), t)


async def choose(
    _callback: CallbackQuery, callback_data: OptionButton, state: FSMContext, t: Translator
) -> Screen:
    """Take one of the answers that were offered."""
    draft = await kept_draft(state)
    options = draft.options(callback_data.part)
    if callback_data.at >= len(options):
        return await ask(state, draft, callback_data.part, t)
    return await _settle(state, callback_data.part, options[callback_data.at], t)


async def choose_seller(
    _callback: CallbackQuery, callback_data: SellerButton, state: FSMContext, t: Translator
) -> Screen:
    """Take a seller, or the hotel itself."""
    sellers = ((await kept_draft(state)).title or "", *USUAL_SELLERS)
    number = min(callback_data.number, len(USUAL_SELLERS))
    return await _settle(state, Part.SELLER, sellers[number][:LONGEST_SELLER], t)


async def leave_open(
    _callback: CallbackQuery, callback_data: UnknownButton, state: FSMContext, t: Translator
) -> Screen:
    """Go on without a part that is unknown."""
    return await _settle(state, callback_data.part, None, t)


async def never_free(_callback: CallbackQuery, state: FSMContext, t: Translator) -> Screen:
    """Note that cancelling is never free."""
    return await _settle(state, Part.DEADLINE, NEVER_FREE, t)


async def edit(
    _callback: CallbackQuery, callback_data: PartButton, state: FSMContext, t: Translator
) -> Screen:
    """Ask for a part again."""
    draft = (await kept_draft(state)).reopened(callback_data.part)
    return await ask(state, draft, callback_data.part, t)


async def keep(_callback: CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Keep what was read; where it may belong to several bookings, ask to which."""
    draft = await kept_draft(state)
    try:
        noted, is_new = await note_booking(visit.app, visit.traveller, draft)
    except Refusal as problem:
        return render_summary(draft, visit.t, words_for(problem, visit.t))
    await state.update_data({KEY: None})
    if is_new and noted.beside_id is None and (others := await may_belong_to(visit.app, noted)):
        return render_beside(noted, others, visit.t)
    return await added_screen(visit, noted, is_new=is_new)


def router() -> Router:
    """Return the routes of noting."""
    routes = Router(name="noting bookings")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    typing, press = routes.message, routes.callback_query
    typing.register(take_text, Booked())
    typing.register(take_text, StateFilter(NoteStep.text), Pasted())
    typing.register(take_part, StateFilter(NoteStep.part), Pasted())
    press.register(begin, AddButton.filter())
    press.register(choose, OptionButton.filter())
    press.register(choose_seller, SellerButton.filter())
    press.register(leave_open, UnknownButton.filter())
    press.register(never_free, NeverFreeButton.filter())
    press.register(edit, PartButton.filter())
    press.register(keep, KeepButton.filter())
    return routes

"""Broadcasts in chat: each press is one act, what is typed is kept in the draft."""

from aiogram import F, Router
from aiogram.filters import StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.admin.broadcasts.buttons import BroadcastAction, BroadcastButton, aimed
from bot.admin.broadcasts.screens import (
    render_audience,
    render_broadcast,
    render_broadcasts,
    render_draft,
    render_question,
    render_start_question,
    render_stop_question,
)
from bot.admin.buttons import AdminGo, AdminPage
from bot.news.screens import render_news
from bot.sending.screen import Below, Screen
from bot.updates.filters import Typed
from bot.updates.visit import Visit
from domain.accounts.typed_settings import read_currency
from domain.administration.audit import Actor, actor_of
from domain.administration.broadcasts import drafts, service
from domain.administration.broadcasts.errors import BroadcastTextMissing
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import (
    BroadcastView,
    count_readers,
    list_broadcasts,
    load_broadcast,
    set_progress_message,
)
from domain.catalog.destinations import resolve_destination
from domain.catalog.queries.places import destination_by_id
from domain.languages import DEFAULT_LANGUAGE, LANGUAGES

MOST_LISTED = 6
NUMBER, LANGUAGE = "broadcast", "broadcast_language"


class BroadcastStep(StatesGroup):
    """What is typed for a broadcast."""

    text = State()
    place = State()
    currency = State()
    time = State()


STEPS = {
    BroadcastAction.TEXT: BroadcastStep.text,
    BroadcastAction.PLACE: BroadcastStep.place,
    BroadcastAction.CURRENCY: BroadcastStep.currency,
    BroadcastAction.TIME: BroadcastStep.time,
}
ACTS = {
    BroadcastAction.PAUSE: service.pause,
    BroadcastAction.RESUME: service.resume,
    BroadcastAction.STOP: service.stop,
}


QUESTIONS = frozenset({BroadcastAction.ASK_START, BroadcastAction.ASK_STOP})


async def show_all(_callback: CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show the latest broadcasts."""
    await state.set_state(None)
    return render_broadcasts(await list_broadcasts(visit.app.pool, MOST_LISTED), visit.t)


async def press(
    callback: CallbackQuery, callback_data: BroadcastButton, visit: Visit, state: FSMContext
) -> Screen | Below | None:
    """Do what a button of a broadcast says."""
    action, number = callback_data.action, callback_data.broadcast_id
    await state.set_state(None)
    actor, now = actor_of(visit.traveller), visit.now
    match action:
        case BroadcastAction.NEW:
            return await _draft(visit, await drafts.new_draft(visit.app.pool, actor, now))
        case BroadcastAction.PREVIEW:
            return await _preview(visit, number)
        case BroadcastAction.START | BroadcastAction.START_PAID:
            return await _start(visit, actor, callback_data, callback)
        case BroadcastAction.PAUSE | BroadcastAction.RESUME | BroadcastAction.STOP:
            return await _broadcast(visit, await ACTS[action](visit.app.pool, actor, number, now))
        case _:
            return await _change(visit, callback_data)


async def ask(
    _callback: CallbackQuery, callback_data: BroadcastButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for what is typed next."""
    draft = await load_broadcast(visit.app.pool, callback_data.broadcast_id)
    if draft.state is not BroadcastState.DRAFT:
        return await _broadcast(visit, draft)
    language = callback_data.value if callback_data.value in LANGUAGES else DEFAULT_LANGUAGE
    await state.set_state(STEPS[callback_data.action])
    await state.update_data({NUMBER: draft.broadcast_id, LANGUAGE: language})
    return render_question(
        draft.broadcast_id,
        callback_data.action,
        visit.t,
        language=language,
        time=drafts.example_time(visit.now),
    )


async def _change(visit: Visit, pressed: BroadcastButton) -> Screen:
    """Change the draft, and show what there is then."""
    number, pool = pressed.broadcast_id, visit.app.pool
    actor, now = actor_of(visit.traveller), visit.now
    broadcast = await load_broadcast(pool, number)
    if pressed.action in QUESTIONS:
        return await _question(visit, broadcast, pressed.action)
    match pressed.action:
        case BroadcastAction.NO_PHOTO:
            return await _draft(visit, await drafts.drop_photo(pool, actor, number, now))
        case BroadcastAction.AT_ONCE:
            return await _draft(visit, await drafts.set_time(pool, actor, number, None, now))
        case BroadcastAction.AUDIENCE:
            return await _audience(visit, broadcast)
        case BroadcastAction.AIM:
            audience = aimed(broadcast.audience, pressed.value)
            changed = await drafts.set_audience(pool, actor, number, audience, now)
            return await _audience(visit, changed)
        case _:
            return await _broadcast(visit, broadcast)


async def _question(visit: Visit, broadcast: BroadcastView, asked: BroadcastAction) -> Screen:
    """Ask before an act; what is too late for it is shown instead."""
    is_draft = broadcast.state is BroadcastState.DRAFT
    if asked is BroadcastAction.ASK_START and is_draft:
        if not broadcast.texts:
            raise BroadcastTextMissing
        size, place = await _heard_by(visit, broadcast)
        stars = service.stars_for(size) if visit.app.settings.paid_broadcasts else None
        return render_start_question(broadcast, size, place, visit.t, stars)
    if asked is BroadcastAction.ASK_STOP and broadcast.ended_at is None and not is_draft:
        left = (await service.report(visit.app.pool, broadcast)).unsettled
        return render_stop_question(broadcast, left, visit.t)
    return await _broadcast(visit, broadcast)


async def _broadcast(visit: Visit, broadcast: BroadcastView) -> Screen:
    """Return the page of a broadcast, a draft or one that has begun."""
    if broadcast.state is BroadcastState.DRAFT:
        return await _draft(visit, broadcast)
    return render_broadcast(broadcast, await service.report(visit.app.pool, broadcast), visit.t)


async def _draft(visit: Visit, draft: BroadcastView) -> Screen:
    return render_draft(draft, *await _heard_by(visit, draft), visit.t)


async def _audience(visit: Visit, draft: BroadcastView) -> Screen:
    return render_audience(draft, *await _heard_by(visit, draft), visit.t)


async def _heard_by(visit: Visit, draft: BroadcastView) -> tuple[int, str | None]:
    """Return how many would hear a broadcast, and the name of the place that they track."""
    size = await count_readers(visit.app.pool, draft.audience, visit.now)
    if draft.audience.place_id is None:
        return size, None
    place = await destination_by_id(visit.app.pool, draft.audience.place_id)
    return size, None if place is None else visit.t.place(place)


async def _preview(visit: Visit, number: int) -> Below:
    """Show the broadcast as it comes to somebody who reads what the admin reads."""
    draft = await load_broadcast(visit.app.pool, number)
    if not draft.texts:
        raise BroadcastTextMissing
    return Below(render_news(draft.text_for(visit.traveller.language), draft.photo, visit.t))


async def _start(
    visit: Visit, actor: Actor, pressed: BroadcastButton, callback: CallbackQuery
) -> Screen:
    """Start sending; progress is shown in the pressed message."""
    number, now = pressed.broadcast_id, visit.now
    is_paid = pressed.action is BroadcastAction.START_PAID and visit.app.settings.paid_broadcasts
    broadcast = await service.start(visit.app.pool, actor, number, now, is_paid=is_paid)
    if callback.message is not None:
        chat_id, message_id = callback.message.chat.id, callback.message.message_id
        await set_progress_message(visit.app.pool, number, chat_id, message_id)
    return await _broadcast(visit, broadcast)


async def take_text(message: Message, visit: Visit, state: FSMContext) -> Screen:
    """Keep the text, and the picture if one came with it."""
    told = await state.get_data()
    photo = message.photo[-1].file_id if message.photo else None
    words = message.html_text if message.text or message.caption else ""
    length = len(message.text or message.caption or "")
    number, language = told.get(NUMBER, 0), told.get(LANGUAGE, DEFAULT_LANGUAGE)
    draft = await drafts.set_text(
        visit.app.pool, actor_of(visit.traveller), number, language, words, length, visit.now, photo
    )
    await state.set_state(None)
    return await _draft(visit, draft)


async def take_time(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Keep when it is sent."""
    number = (await state.get_data()).get(NUMBER, 0)
    wish = drafts.read_time(typed, visit.now)
    actor = actor_of(visit.traveller)
    draft = await drafts.set_time(visit.app.pool, actor, number, wish, visit.now)
    await state.set_state(None)
    return await _draft(visit, draft)


async def take_place(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Keep the place that its readers searched or watch."""
    place = await resolve_destination(visit.app.pool, typed)
    return await _narrowed(visit, state, place_id=place.id)


async def take_currencies(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Keep the currencies in which its readers count."""
    codes = tuple(read_currency(one) for one in typed.split(",") if one.strip())
    return await _narrowed(visit, state, currencies=codes)


async def _narrowed(visit: Visit, state: FSMContext, **changes: object) -> Screen:
    number, actor = (await state.get_data()).get(NUMBER, 0), actor_of(visit.traveller)
    audience = (await load_broadcast(visit.app.pool, number)).audience.model_copy(update=changes)
    draft = await drafts.set_audience(visit.app.pool, actor, number, audience, visit.now)
    await state.set_state(None)
    return await _audience(visit, draft)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="broadcasts")
    routes.callback_query.register(show_all, AdminGo.filter(F.to == AdminPage.BROADCASTS))
    routes.callback_query.register(ask, BroadcastButton.filter(F.action.in_(STEPS)))
    routes.callback_query.register(press, BroadcastButton.filter())
    routes.message.register(take_text, StateFilter(BroadcastStep.text), F.photo)
    routes.message.register(take_text, StateFilter(BroadcastStep.text), Typed())
    for step, handler in (
        (BroadcastStep.place, take_place),
        (BroadcastStep.currency, take_currencies),
        (BroadcastStep.time, take_time),
    ):
        routes.message.register(handler, StateFilter(step), Typed())
    return routes

"""Broadcasts in chat: each press is one act, what is typed is kept in the draft."""

from typing import Any

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
from bot.locales import Translator
from bot.news.screens import render_news
from bot.sending.screen import Below, Screen
from bot.updates.filters import Typed
from domain.accounts.travellers import Traveller, read_currency
from domain.administration.audit import Actor, actor_of
from domain.administration.broadcasts import service
from domain.administration.broadcasts.audience import count_readers
from domain.administration.broadcasts.errors import BroadcastTextMissing
from domain.administration.broadcasts.models import BroadcastState
from domain.administration.broadcasts.queries import (
    BroadcastView,
    list_broadcasts,
    load_broadcast,
    set_progress_message,
)
from domain.app import App
from domain.catalog.destinations import destination_by_id, resolve_destination
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


async def show_all(_callback: CallbackQuery, app: App, state: FSMContext, t: Translator) -> Screen:
    """Show the latest broadcasts."""
    await state.set_state(None)
    return render_broadcasts(await list_broadcasts(app.pool, MOST_LISTED), t)


async def press(
    callback: CallbackQuery,
    callback_data: BroadcastButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen | Below | None:
    """Do what a button of a broadcast says."""
    action, number = callback_data.action, callback_data.broadcast_id
    if action in STEPS:
        return await _ask(app, state, callback_data, t)
    await state.set_state(None)
    actor, now = actor_of(traveller), app.clock.now()
    match action:
        case BroadcastAction.NEW:
            return await _draft(app, await service.new_draft(app.pool, actor, now), t)
        case BroadcastAction.PREVIEW:
            return await _preview(app, number, traveller, t)
        case BroadcastAction.START | BroadcastAction.START_PAID:
            return await _start(app, actor, callback_data, callback, t)
        case BroadcastAction.PAUSE | BroadcastAction.RESUME | BroadcastAction.STOP:
            return await _broadcast(app, await ACTS[action](app.pool, actor, number, now), t)
        case _:
            return await _change(app, callback_data, t)


async def _ask(app: App, state: FSMContext, pressed: BroadcastButton, t: Translator) -> Screen:
    """Ask for what is typed next."""
    draft = await load_broadcast(app.pool, pressed.broadcast_id)
    if draft.state is not BroadcastState.DRAFT:
        return await _broadcast(app, draft, t)
    language = pressed.value if pressed.value in LANGUAGES else DEFAULT_LANGUAGE
    await state.set_state(STEPS[pressed.action])
    await state.update_data({NUMBER: draft.broadcast_id, LANGUAGE: language})
    return render_question(draft.broadcast_id, pressed.action, t, language)


async def _change(app: App, pressed: BroadcastButton, t: Translator) -> Screen:
    """Change the draft, and show what there is then."""
    number = pressed.broadcast_id
    broadcast = await load_broadcast(app.pool, number)
    if pressed.action in QUESTIONS:
        return await _question(app, broadcast, pressed.action, t)
    match pressed.action:
        case BroadcastAction.NO_PHOTO:
            return await _draft(app, await service.drop_photo(app.pool, number), t)
        case BroadcastAction.AT_ONCE:
            now = app.clock.now()
            return await _draft(app, await service.set_time(app.pool, number, None, now), t)
        case BroadcastAction.AUDIENCE:
            return await _audience(app, broadcast, t)
        case BroadcastAction.AIM:
            audience = aimed(broadcast.audience, pressed.value)
            return await _audience(app, await service.set_audience(app.pool, number, audience), t)
        case _:
            return await _broadcast(app, broadcast, t)


async def _question(
    app: App, broadcast: BroadcastView, asked: BroadcastAction, t: Translator
) -> Screen:
    """Ask before an act; what is too late for it is shown instead."""
    is_draft = broadcast.state is BroadcastState.DRAFT
    if asked is BroadcastAction.ASK_START and is_draft:
        if not broadcast.texts:
            raise BroadcastTextMissing
        size, place = await _heard_by(app, broadcast, t)
        stars = service.stars_for(size) if app.settings.paid_broadcasts else None
        return render_start_question(broadcast, size, place, t, stars)
    if asked is BroadcastAction.ASK_STOP and broadcast.ended_at is None and not is_draft:
        left = (await service.report(app.pool, broadcast)).unsettled
        return render_stop_question(broadcast, left, t)
    return await _broadcast(app, broadcast, t)


async def _broadcast(app: App, broadcast: BroadcastView, t: Translator) -> Screen:
    """Return the page of a broadcast, a draft or one that has begun."""
    if broadcast.state is BroadcastState.DRAFT:
        return await _draft(app, broadcast, t)
    return render_broadcast(broadcast, await service.report(app.pool, broadcast), t)


async def _draft(app: App, draft: BroadcastView, t: Translator) -> Screen:
    return render_draft(draft, *await _heard_by(app, draft, t), t)


async def _audience(app: App, draft: BroadcastView, t: Translator) -> Screen:
    return render_audience(draft, *await _heard_by(app, draft, t), t)


async def _heard_by(app: App, draft: BroadcastView, t: Translator) -> tuple[int, str | None]:
    """Return how many would hear a broadcast, and the name of the place that they track."""
    size = await count_readers(app.pool, draft.audience, app.clock.now())
    if draft.audience.place_id is None:
        return size, None
    place = await destination_by_id(app.pool, draft.audience.place_id)
    return size, None if place is None else t.place(place)


async def _preview(app: App, number: int, traveller: Traveller, t: Translator) -> Below:
    """Show the broadcast as it comes to somebody who reads what the admin reads."""
    draft = await load_broadcast(app.pool, number)
    if not draft.texts:
        raise BroadcastTextMissing
    return Below(render_news(draft.text_for(traveller.language), draft.photo, t))


async def _start(
    app: App, actor: Actor, pressed: BroadcastButton, callback: CallbackQuery, t: Translator
) -> Screen:
    """Let it go out; its progress is shown in the pressed message."""
    number, now = pressed.broadcast_id, app.clock.now()
    is_paid = pressed.action is BroadcastAction.START_PAID and app.settings.paid_broadcasts
    broadcast = await service.start(app.pool, actor, number, now, is_paid=is_paid)
    if callback.message is not None:
        chat_id, message_id = callback.message.chat.id, callback.message.message_id
        await set_progress_message(app.pool, number, chat_id, message_id)
    return await _broadcast(app, broadcast, t)


async def take_text(message: Message, app: App, state: FSMContext, t: Translator) -> Screen:
    """Keep the text, and the picture if one came with it."""
    told = await state.get_data()
    photo = message.photo[-1].file_id if message.photo else None
    words = message.html_text if message.text or message.caption else ""
    length = len(message.text or message.caption or "")
    draft = await service.set_text(
        app.pool, told.get(NUMBER, 0), told.get(LANGUAGE, DEFAULT_LANGUAGE), words, length, photo
    )
    await state.set_state(None)
    return await _draft(app, draft, t)


async def take_typed(
    _message: Message, typed: str, app: App, state: FSMContext, t: Translator
) -> Screen:
    """Keep a place, currencies or a time."""
    number, step = (await state.get_data()).get(NUMBER, 0), await state.get_state()
    draft = await load_broadcast(app.pool, number)
    if step == BroadcastStep.time.state:
        wish = service.read_time(typed)
        draft = await service.set_time(app.pool, number, wish, app.clock.now())
        await state.set_state(None)
        return await _draft(app, draft, t)
    changes: dict[str, Any] = (
        {"place_id": (await resolve_destination(app.pool, typed)).id}
        if step == BroadcastStep.place.state
        else {"currencies": tuple(read_currency(one) for one in typed.split(",") if one.strip())}
    )
    audience = draft.audience.model_copy(update=changes)
    draft = await service.set_audience(app.pool, number, audience)
    await state.set_state(None)
    return await _audience(app, draft, t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="broadcasts")
    routes.callback_query.register(show_all, AdminGo.filter(F.to == AdminPage.BROADCASTS))
    routes.callback_query.register(press, BroadcastButton.filter())
    routes.message.register(take_text, StateFilter(BroadcastStep.text), F.photo)
    routes.message.register(take_text, StateFilter(BroadcastStep.text), Typed())
    typing = StateFilter(BroadcastStep.place, BroadcastStep.currency, BroadcastStep.time)
    routes.message.register(take_typed, typing, Typed())
    return routes

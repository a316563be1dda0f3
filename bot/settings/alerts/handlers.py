"""Settings of alerts: quiet hours, the digest, the day's number, where; chosen, or typed."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen
from bot.settings.alerts.buttons import AlertWish, AlertWishButton
from bot.settings.alerts.screens import (
    render_alert_wishes,
    render_digest_question,
    render_number_question,
    render_quiet_question,
    render_way_question,
)
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.typed_answers import take_typed
from bot.updates.visit import Visit
from domain.accounts.alert_wishes import (
    AlertWishes,
    get_alert_wishes,
    set_alert_way,
    set_alerts_a_day,
    set_digest_hour,
    set_news,
    set_quiet_hours,
)
from domain.accounts.travellers import Traveller
from domain.reading.intents import Command


class AlertWishStep(StatesGroup):
    """The steps in which a wish is typed."""

    quiet = State()
    digest = State()
    a_day = State()
    way = State()


STEPS = {
    AlertWish.QUIET: AlertWishStep.quiet,
    AlertWish.DIGEST: AlertWishStep.digest,
    AlertWish.A_DAY: AlertWishStep.a_day,
    AlertWish.WAY: AlertWishStep.way,
}
WISHES = {step.state: wish for wish, step in STEPS.items()}
QUESTIONS = {
    AlertWish.QUIET: render_quiet_question,
    AlertWish.DIGEST: render_digest_question,
    AlertWish.A_DAY: render_number_question,
    AlertWish.WAY: render_way_question,
}
CHANGES: dict[AlertWish, Callable[[Traveller, str], Awaitable[AlertWishes]]] = {
    AlertWish.QUIET: set_quiet_hours,
    AlertWish.DIGEST: set_digest_hour,
    AlertWish.A_DAY: set_alerts_a_day,
    AlertWish.WAY: set_alert_way,
    AlertWish.NEWS: set_news,
}


async def show(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show the wishes."""
    await state.set_state(None)
    return render_alert_wishes(
        await get_alert_wishes(visit.traveller), visit.traveller.time_zone, visit.t
    )


async def ask(
    _callback: CallbackQuery, callback_data: AlertWishButton, visit: Visit, state: FSMContext
) -> Screen:
    """Ask for one wish."""
    await state.set_state(STEPS[callback_data.wish])
    return QUESTIONS[callback_data.wish](await get_alert_wishes(visit.traveller), visit.t)


async def take(
    _callback: CallbackQuery,
    callback_data: AlertWishButton,
    visit: Visit,
    state: FSMContext,
    press: PressAnswer,
) -> Screen:
    """Set a wish from its button."""
    await state.set_state(None)
    wishes = await CHANGES[callback_data.wish](visit.traveller, callback_data.value)
    press.give(visit.t.gettext("Saved"))
    return render_alert_wishes(wishes, visit.traveller.time_zone, visit.t)


async def type_wish(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Set a wish from what was typed; anything else is asked again."""
    wish = WISHES[await state.get_state()]

    async def take() -> Screen:
        wishes = await CHANGES[wish](visit.traveller, typed)
        saved = visit.t.markup("✅ Saved\n")
        return render_alert_wishes(wishes, visit.traveller.time_zone, visit.t, saved)

    async def ask_again(problem: str) -> Screen:
        return QUESTIONS[wish](await get_alert_wishes(visit.traveller), visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


def router() -> Router:
    """Return the routes of the alerts' settings."""
    routes = Router(name="alert settings")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    press = routes.callback_query
    press.register(show, AlertWishButton.filter(F.wish == AlertWish.ALL))
    press.register(ask, AlertWishButton.filter((F.value == "") & F.wish.in_(STEPS)))
    press.register(take, AlertWishButton.filter(F.value))
    routes.message.register(show, Typed(), Says(Command.QUIET))
    for step in STEPS.values():
        routes.message.register(type_wish, step, Typed())
    return routes

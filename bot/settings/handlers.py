"""Settings: language, currency, country, time zone; chosen, or typed where the list ends."""

from collections.abc import Awaitable, Callable

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, Setting, SettingButton, Where
from bot.locales import translator
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen
from bot.settings.countries import render_countries
from bot.settings.screens import (
    NO_AIRPORT,
    render_currencies,
    render_home_airport,
    render_languages,
    render_picture_styles,
    render_settings,
    render_zones,
)
from bot.updates.decisions import Says
from bot.updates.filters import Private, Typed
from bot.updates.typed_answers import take_typed
from bot.updates.visit import Visit
from domain.accounts.models import PictureStyle
from domain.accounts.travellers import Traveller, change_settings, settle
from domain.app import App
from domain.catalog.countries import read_country
from domain.catalog.destinations import zones_called
from domain.errors import NotFound
from domain.flights.endpoints import endpoint_by_key, find_endpoint
from domain.flights.queries import recent_origins
from domain.reading.intents import Command as Said


class SettingStep(StatesGroup):
    """The steps in which a value is typed."""

    currency = State()
    zone = State()
    home_airport = State()
    region = State()
    nationality = State()
    home = State()


COUNTRY_STEPS = {
    Setting.REGION: SettingStep.region,
    Setting.NATIONALITY: SettingStep.nationality,
    Setting.HOME: SettingStep.home,
}
STEPS = COUNTRY_STEPS | {
    Setting.CURRENCY: SettingStep.currency,
    Setting.ZONE: SettingStep.zone,
    Setting.HOME_AIRPORT: SettingStep.home_airport,
}


async def show(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Show the settings."""
    await state.set_state(None)
    return render_settings(visit.traveller, visit.now, visit.t)


async def offer_currencies(_message: Message, visit: Visit, state: FSMContext) -> Screen:
    """Offer the currencies; any other may be typed."""
    await state.set_state(SettingStep.currency)
    return render_currencies(visit.traveller, visit.t)


async def choose(
    _callback: CallbackQuery, callback_data: SettingButton, visit: Visit, state: FSMContext
) -> Screen:
    """Offer the values of one setting."""
    if callback_data.setting in STEPS:
        await state.set_state(STEPS[callback_data.setting])
    match callback_data.setting:
        case Setting.LANGUAGE:
            return render_languages(visit.traveller, visit.t)
        case Setting.CURRENCY:
            return render_currencies(visit.traveller, visit.t)
        case Setting.ZONE:
            return render_zones(visit.traveller, visit.now, visit.t)
        case Setting.PICTURES:
            return render_picture_styles(visit.traveller, visit.t)
        case Setting.HOME_AIRPORT:
            return await _ask_home_airport(visit)
        case Setting.REGION | Setting.NATIONALITY | Setting.HOME as setting:
            return render_countries(setting, visit.traveller, visit.t)


async def _ask_home_airport(visit: Visit) -> Screen:
    recent = await recent_origins(visit.traveller)
    return render_home_airport(visit.traveller, recent, visit.t)


async def take(
    _callback: CallbackQuery,
    callback_data: SettingButton,
    visit: Visit,
    state: FSMContext,
    press: PressAnswer,
) -> Screen:
    """Set a value from its button."""
    await state.set_state(None)
    changed = await SETTERS[callback_data.setting](visit.traveller, callback_data.value)
    t = translator(changed.language, changed.region)
    press.give(t.gettext("Saved"))
    return render_settings(changed, visit.now, t)


async def _set_pictures(traveller: Traveller, value: str) -> Traveller:
    if value not in set(PictureStyle):
        raise NotFound("picture style")
    return await change_settings(traveller, picture_style=PictureStyle(value))


async def _set_home_airport(traveller: Traveller, value: str) -> Traveller:
    home = "" if value == NO_AIRPORT else (await endpoint_by_key(value)).key
    return await change_settings(traveller, home_airport=home)


# How each setting takes its value.
SETTERS: dict[Setting, Callable[[Traveller, str], Awaitable[Traveller]]] = {
    Setting.LANGUAGE: lambda traveller, value: change_settings(traveller, language=value),
    Setting.CURRENCY: lambda traveller, value: change_settings(traveller, currency=value),
    Setting.ZONE: lambda traveller, value: change_settings(traveller, time_zone=value),
    Setting.REGION: lambda traveller, value: change_settings(traveller, region=value),
    Setting.NATIONALITY: lambda traveller, value: change_settings(traveller, nationality=value),
    Setting.HOME: settle,
    Setting.PICTURES: _set_pictures,
    Setting.HOME_AIRPORT: _set_home_airport,
}


async def type_country(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Set what a typed country decides."""
    step = await state.get_state()
    setting = next(one for one, asked in COUNTRY_STEPS.items() if asked.state == step)

    async def take() -> Screen:
        return _saved(await SETTERS[setting](visit.traveller, read_country(typed)), visit.app)

    async def ask_again(problem: str) -> Screen:
        return render_countries(setting, visit.traveller, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def type_currency(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Set the currency that was typed."""

    async def take() -> Screen:
        return _saved(await change_settings(visit.traveller, currency=typed), visit.app)

    async def ask_again(problem: str) -> Screen:
        return render_currencies(visit.traveller, visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


async def type_zone(_message: Message, typed: str, visit: Visit, state: FSMContext) -> Screen:
    """Set the time zone that was typed, or offer those of the cities of that name."""

    async def take() -> Screen:
        return _saved(await change_settings(visit.traveller, time_zone=typed), visit.app)

    async def ask_again(problem: str) -> Screen:
        zones = await zones_called(visit.app.pool, typed)
        return render_zones(visit.traveller, visit.now, visit.t, zones, None if zones else problem)

    return await take_typed(state, visit.t, take, ask_again)


async def type_home_airport(
    _message: Message, typed: str, visit: Visit, state: FSMContext
) -> Screen:
    """Set the home airport by its name or code."""

    async def take() -> Screen:
        place = await find_endpoint(visit.app.pool, typed)
        return _saved(await change_settings(visit.traveller, home_airport=place.key), visit.app)

    async def ask_again(problem: str) -> Screen:
        return render_home_airport(visit.traveller, (), visit.t, problem)

    return await take_typed(state, visit.t, take, ask_again)


def _saved(changed: Traveller, app: App) -> Screen:
    """Return the settings with a note that one was saved, in the traveller's new language."""
    t = translator(changed.language, changed.region)
    return render_settings(changed, app.clock.now(), t, t.markup("✅ Saved\n"))


def router() -> Router:
    """Return the routes of the settings."""
    routes = Router(name="settings")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(show, Command("settings", ignore_case=True))
    routes.message.register(show, Typed(), Says(Said.SETTINGS))
    routes.message.register(offer_currencies, Typed(), Says(Said.CURRENCY))
    routes.message.register(type_currency, SettingStep.currency, Typed())
    routes.message.register(type_zone, SettingStep.zone, Typed())
    routes.message.register(type_home_airport, SettingStep.home_airport, Typed())
    for step in COUNTRY_STEPS.values():
        routes.message.register(type_country, step, Typed())
    routes.callback_query.register(show, Go.filter(F.to == Where.SETTINGS))
    routes.callback_query.register(choose, SettingButton.filter(F.value == ""))
    routes.callback_query.register(take, SettingButton.filter())
    return routes

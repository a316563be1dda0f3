"""Settings: language, currency, country, time zone; chosen, or typed where the list ends."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.buttons.callbacks import Go, Setting, SettingButton, Where
from bot.errors import words_for
from bot.locales import Translator, translator
from bot.middlewares.answering import PressAnswer
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
from bot.updates.asking import Says
from bot.updates.filters import Private, Typed
from domain.accounts.errors import TimeZoneUnknown
from domain.accounts.models import PictureStyle
from domain.accounts.travellers import Traveller, change_settings, settle
from domain.app import App
from domain.catalog.countries import read_country
from domain.catalog.destinations import zones_called
from domain.errors import CountryUnknown, CurrencyUnknown, NotFound
from domain.flights.airports import endpoint_by_key, find_endpoint
from domain.flights.queries import recent_origins
from domain.reading.meanings import Command as Said
from domain.suppliers.errors import FlightRefused


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


async def show(
    _event: Message | CallbackQuery,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Show the settings."""
    await state.set_state(None)
    return render_settings(traveller, app.clock.now(), t)


async def choose(
    _callback: CallbackQuery,
    callback_data: SettingButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Offer the values of one setting."""
    match callback_data.setting:
        case Setting.LANGUAGE:
            return render_languages(traveller, t)
        case Setting.CURRENCY:
            await state.set_state(SettingStep.currency)
            return render_currencies(traveller, t)
        case Setting.ZONE:
            await state.set_state(SettingStep.zone)
            return render_zones(traveller, app.clock.now(), t)
        case Setting.PICTURES:
            return render_picture_styles(traveller, t)
        case Setting.HOME_AIRPORT:
            await state.set_state(SettingStep.home_airport)
            return render_home_airport(traveller, await recent_origins(traveller), t)
        case Setting.REGION | Setting.NATIONALITY | Setting.HOME as setting:
            await state.set_state(COUNTRY_STEPS[setting])
            return render_countries(setting, traveller, t)


async def take(
    _callback: CallbackQuery,
    callback_data: SettingButton,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    press: PressAnswer,
) -> Screen:
    """Set a value from its button."""
    await state.set_state(None)
    value = callback_data.value
    match callback_data.setting:
        case Setting.LANGUAGE:
            changed = await change_settings(traveller, language=value)
        case Setting.CURRENCY:
            changed = await change_settings(traveller, currency=value)
        case Setting.ZONE:
            changed = await change_settings(traveller, time_zone=value)
        case Setting.PICTURES:
            if value not in set(PictureStyle):
                raise NotFound("picture style")
            changed = await change_settings(traveller, picture_style=PictureStyle(value))
        case Setting.HOME_AIRPORT:
            home = "" if value == NO_AIRPORT else (await endpoint_by_key(value)).key
            changed = await change_settings(traveller, home_airport=home)
        case Setting.REGION | Setting.NATIONALITY | Setting.HOME as setting:
            changed = await _take_country(traveller, setting, value)
    t = translator(changed.language, changed.region)
    press.give(t.gettext("Saved"))
    return render_settings(changed, app.clock.now(), t)


async def _take_country(traveller: Traveller, setting: Setting, country: str) -> Traveller:
    match setting:
        case Setting.REGION:
            return await change_settings(traveller, region=country)
        case Setting.NATIONALITY:
            return await change_settings(traveller, nationality=country)
        case _:
            return await settle(traveller, country)


async def type_country(
    _message: Message,
    typed: str,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Set what the country that was typed decides; what is none is asked again."""
    step = await state.get_state()
    setting = next(one for one, asked in COUNTRY_STEPS.items() if asked.state == step)
    try:
        changed = await _take_country(traveller, setting, read_country(typed))
    except CountryUnknown as problem:
        return render_countries(setting, traveller, t, words_for(problem, t))
    await state.set_state(None)
    t = translator(changed.language, changed.region)
    return render_settings(changed, app.clock.now(), t, t.markup("✅ Saved\n"))


async def type_currency(
    _message: Message,
    typed: str,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Set the currency that was typed; what is none is asked again."""
    try:
        changed = await change_settings(traveller, currency=typed)
    except CurrencyUnknown as problem:
        return render_currencies(traveller, t, words_for(problem, t))
    await state.set_state(None)
    return render_settings(changed, app.clock.now(), t, t.markup("✅ Saved\n"))


async def type_zone(
    _message: Message,
    typed: str,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Set the zone that was typed, or offer those of the cities that are called so."""
    try:
        changed = await change_settings(traveller, time_zone=typed)
    except TimeZoneUnknown as problem:
        zones = await zones_called(app.pool, typed)
        words = None if zones else words_for(problem, t)
        return render_zones(traveller, app.clock.now(), t, zones, words)
    await state.set_state(None)
    return render_settings(changed, app.clock.now(), t, t.markup("✅ Saved\n"))


async def type_home_airport(
    _message: Message,
    typed: str,
    app: App,
    state: FSMContext,
    traveller: Traveller,
    t: Translator,
) -> Screen:
    """Set the home airport by what it is called; what is none is asked again."""
    try:
        place = await find_endpoint(app.pool, typed)
    except FlightRefused as problem:
        return render_home_airport(traveller, (), t, words_for(problem, t))
    changed = await change_settings(traveller, home_airport=place.key)
    await state.set_state(None)
    return render_settings(changed, app.clock.now(), t, t.markup("✅ Saved\n"))


def router() -> Router:
    """Return the routes of the settings."""
    routes = Router(name="settings")
    routes.message.filter(Private())
    routes.callback_query.filter(Private())
    routes.message.register(show, Command("settings", ignore_case=True))
    routes.message.register(show, Typed(), Says(Said.SETTINGS))
    routes.message.register(type_currency, SettingStep.currency, Typed())
    routes.message.register(type_zone, SettingStep.zone, Typed())
    routes.message.register(type_home_airport, SettingStep.home_airport, Typed())
    for step in COUNTRY_STEPS.values():
        routes.message.register(type_country, step, Typed())
    routes.callback_query.register(show, Go.filter(F.to == Where.SETTINGS))
    routes.callback_query.register(choose, SettingButton.filter(F.value == ""))
    routes.callback_query.register(take, SettingButton.filter())
    return routes

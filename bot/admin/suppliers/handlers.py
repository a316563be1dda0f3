"""The pages of the suppliers."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.suppliers.buttons import SupplierAction, SupplierButton
from bot.admin.suppliers.screens import (
    render_asked,
    render_pause_question,
    render_supplier,
    render_suppliers,
    trial_words,
)
from bot.locales import Translator
from bot.middlewares.answering import PressAnswer
from bot.sending.screen import Screen
from domain.accounts.travellers import Traveller
from domain.administration.audit import actor_of
from domain.administration.suppliers import (
    last_asked,
    pause_supplier,
    read_supplier,
    read_suppliers,
    resume_supplier,
    try_supplier,
)
from domain.app import App

ACTS = {SupplierAction.PAUSE: pause_supplier, SupplierAction.RESUME: resume_supplier}


async def show(_callback: CallbackQuery, app: App, traveller: Traveller, t: Translator) -> Screen:
    """Show how each supplier fares."""
    return render_suppliers(await read_suppliers(app), traveller.time_zone, t)


async def press(
    _callback: CallbackQuery,
    callback_data: SupplierButton,
    app: App,
    traveller: Traveller,
    press: PressAnswer,
    t: Translator,
) -> Screen:
    """Show one supplier, after doing what the button says."""
    action, name, zone = callback_data.action, callback_data.name, traveller.time_zone
    if action is SupplierAction.ASK_PAUSE:
        return render_pause_question((await read_supplier(app, name)).name, t)
    if action is SupplierAction.ASKED:
        one = await read_supplier(app, name)
        return render_asked(name, await last_asked(app, one.supplier), zone, t)
    if action is SupplierAction.TEST:
        press.give(trial_words(name, await try_supplier(app, actor_of(traveller), name), t))
    elif action in ACTS:
        await ACTS[action](app, actor_of(traveller), name)
    return render_supplier(await read_supplier(app, name), zone, t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin suppliers")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.SUPPLIERS))
    routes.callback_query.register(press, SupplierButton.filter())
    return routes

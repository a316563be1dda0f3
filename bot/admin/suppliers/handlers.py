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
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.administration.audit import actor_of
from domain.administration.suppliers import (
    last_asked,
    pause_supplier,
    read_supplier,
    read_suppliers,
    resume_supplier,
    try_supplier,
)

ACTS = {SupplierAction.PAUSE: pause_supplier, SupplierAction.RESUME: resume_supplier}


async def show(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Show how each supplier fares."""
    return render_suppliers(await read_suppliers(visit.app), visit.traveller.time_zone, visit.t)


async def press(
    _callback: CallbackQuery, callback_data: SupplierButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Show one supplier, after doing what the button says."""
    action, name, zone = callback_data.action, callback_data.name, visit.traveller.time_zone
    if action is SupplierAction.ASK_PAUSE:
        return render_pause_question((await read_supplier(visit.app, name)).name, visit.t)
    if action is SupplierAction.ASKED:
        one = await read_supplier(visit.app, name)
        return render_asked(name, await last_asked(visit.app, one.supplier), zone, visit.t)
    if action is SupplierAction.TEST:
        press.give(
            trial_words(
                name, await try_supplier(visit.app, actor_of(visit.traveller), name), visit.t
            )
        )
    elif action in ACTS:
        await ACTS[action](visit.app, actor_of(visit.traveller), name)
    return render_supplier(await read_supplier(visit.app, name), zone, visit.t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin suppliers")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.SUPPLIERS))
    routes.callback_query.register(press, SupplierButton.filter())
    return routes

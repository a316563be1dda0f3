"""The page of the suppliers."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.suppliers.screens import render_suppliers
from bot.locales import Translator
from bot.sending.screen import Screen
from domain.accounts.travellers import Traveller
from domain.administration.suppliers import read_suppliers
from domain.app import App


async def show(_callback: CallbackQuery, app: App, traveller: Traveller, t: Translator) -> Screen:
    """Show how each supplier fares."""
    return render_suppliers(await read_suppliers(app), traveller.time_zone, t)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin suppliers")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.SUPPLIERS))
    return routes

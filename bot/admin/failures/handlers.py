"""The page of failing trackers."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.failures.screens import render_failures
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.administration.trackers import list_failures


async def show(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Show what fails, the worst first."""
    failures = await list_failures(visit.app.pool)
    return render_failures(failures, visit.traveller.time_zone, visit.t)


def router() -> Router:
    """Return the route; who may use it is decided above."""
    routes = Router(name="failing trackers")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.FAILURES))
    return routes

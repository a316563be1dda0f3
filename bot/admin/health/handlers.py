"""The health page."""

from aiogram import F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.health.buttons import NAMES, HealthButton
from bot.admin.health.screens import render_health
from bot.pictures.style import PALETTES
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.administration.health.alarms import read_alarms
from domain.administration.health.queries import count_retried
from domain.administration.health.samples import Window, read_samples
from domain.outbox.queries.pauses import load_pauses


async def show(
    _callback: CallbackQuery, visit: Visit, callback_data: AdminGo | HealthButton
) -> Screen:
    """Show a window of samples, the last hour's unless another is wished."""
    name = callback_data.window if isinstance(callback_data, HealthButton) else ""
    window, now = NAMES.get(name, Window.HOUR), visit.now
    samples = await read_samples(visit.app.pool, window, now)
    alarms = await read_alarms(visit.app.pool)
    pauses, zone = await load_pauses(visit.app.pool), visit.traveller.time_zone
    palette = PALETTES[visit.traveller.picture_style]
    retried = await count_retried(visit.app.pool)
    return render_health(samples, alarms, pauses, retried, window, now, zone, visit.t, palette)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin health")
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.HEALTH))
    routes.callback_query.register(show, HealthButton.filter())
    return routes

"""The first page of administration: how checks and alerts fare, and what is set aside and why."""

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.admin.broadcasts import handlers as broadcasts
from bot.admin.buttons import AdminGo, AdminPage, WatchAction, WatchButton
from bot.admin.cases import handlers as cases
from bot.admin.clusters import handlers as clusters
from bot.admin.failures import handlers as failures
from bot.admin.health import handlers as health
from bot.admin.ledger import handlers as ledger
from bot.admin.log import handlers as audit_log
from bot.admin.people import handlers as people
from bot.admin.role import ByAdmin
from bot.admin.screens import WatchReport, render_forget_question, render_watch
from bot.admin.suppliers import handlers as suppliers
from bot.admin.support import handlers as support
from bot.admin.unread import handlers as unread
from bot.middlewares.prompt_answers import PressAnswer
from bot.sending.screen import Screen
from bot.updates.filters import Private
from bot.updates.visit import Visit
from domain.accounts.queries.quarantine import list_set_aside_updates
from domain.administration.audit import actor_of
from domain.administration.resumption import delete_updates, resume_checks
from domain.alerts.queries.feedback import SPAN, count_opinions
from domain.checks.queries.quarantine import list_set_aside
from domain.health.service import read_queue_health
from domain.prices.forecasts import read_record

MOST_SHOWN = 10
MOST_UPDATES_SHOWN = 5


async def show(_event: Message | CallbackQuery, visit: Visit, state: FSMContext) -> Screen:
    """Open the page; what a list would have looked for is looked for no more."""
    await state.set_state(None)
    return await _screen(visit)


async def press(
    _callback: CallbackQuery, callback_data: WatchButton, visit: Visit, press: PressAnswer
) -> Screen:
    """Read the page again, after taking up or forgetting what is set aside where that is wished."""
    actor, now = actor_of(visit.traveller), visit.now
    if callback_data.action is WatchAction.TRY_ALL:
        taken = await resume_checks(visit.app.pool, actor, now)
        press.give(visit.t.ngettext("{count} check resumed", "{count} checks resumed", taken))
    elif callback_data.action is WatchAction.ASK_FORGET:
        queue = await read_queue_health(visit.app)
        return render_forget_question(queue.updates_set_aside, visit.t)
    elif callback_data.action is WatchAction.FORGET_UPDATES:
        await delete_updates(visit.app.pool, actor, now)
    return await _screen(visit)


async def _screen(visit: Visit) -> Screen:
    now = visit.now
    report = WatchReport(
        await read_queue_health(visit.app),
        await list_set_aside(visit.app.pool, MOST_SHOWN),
        await list_set_aside_updates(visit.app.pool, MOST_UPDATES_SHOWN),
        await count_opinions(visit.app.pool, now - SPAN),
        await read_record(visit.app.pool, now),
    )
    return render_watch(report, visit.traveller.time_zone, visit.t)


def router() -> Router:
    """Return the routes of the page."""
    routes = Router(name="admin watch")
    for observer in (routes.message, routes.callback_query):
        observer.filter(Private(), ByAdmin())
    routes.message.register(show, Command("admin", ignore_case=True))
    routes.callback_query.register(show, AdminGo.filter(F.to == AdminPage.CHECKS))
    routes.callback_query.register(press, WatchButton.filter())
    routes.include_routers(
        # Before the steps of others: a reply says what it answers.
        support.router(),
        health.router(),
        failures.router(),
        suppliers.router(),
        people.router(),
        broadcasts.router(),
        clusters.router(),
        audit_log.router(),
        cases.router(),
        ledger.router(),
        unread.router(),
    )
    return routes

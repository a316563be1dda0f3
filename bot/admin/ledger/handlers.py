"""The ledger: balances, transfers, one booking's money, refunds by hand, and a file."""

from aiogram import Bot, F, Router
from aiogram.types import CallbackQuery

from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.ledger.buttons import LedgerAction, LedgerButton
from bot.admin.ledger.screens import render_booking_money, render_ledger, render_refund
from bot.sending.attachments import send_file
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.administration.audit import actor_of
from domain.administration.refunds import ask_again, export_ledger, note_made
from domain.errors import NotFound
from domain.ledger.queries import list_transfers, read_balances
from domain.payments.models import RefundState
from domain.payments.queries.refunds import list_refunds, load_refund
from domain.payments.queries.wallets import read_wallets

MOST_OF_A_BOOKING = 40


async def show(_callback: CallbackQuery, visit: Visit) -> Screen:
    """Show balances and the latest transfers."""
    return await _ledger(visit)


async def _ledger(visit: Visit) -> Screen:
    waiting = await list_refunds(visit.app.pool, state=RefundState.WITH_PEOPLE)
    balances, latest = await read_balances(visit.app.pool), await list_transfers(visit.app.pool)
    return render_ledger(balances, latest, waiting, await read_wallets(visit.app.pool), visit.t)


async def show_booking(
    _callback: CallbackQuery, callback_data: LedgerButton, visit: Visit
) -> Screen:
    """Show one booking's money."""
    number = callback_data.subject
    transfers = await list_transfers(visit.app.pool, number, MOST_OF_A_BOOKING)
    return render_booking_money(
        number, transfers, await list_refunds(visit.app.pool, number), visit.t
    )


async def show_refund(
    _callback: CallbackQuery, callback_data: LedgerButton, visit: Visit
) -> Screen:
    """Show a refund that waits for a person."""
    refund = await load_refund(visit.app.pool, callback_data.subject)
    if refund is None:
        raise NotFound("refund")
    return render_refund(refund, visit.t)


async def settle(_callback: CallbackQuery, callback_data: LedgerButton, visit: Visit) -> Screen:
    """Note that a refund was made by hand, or have the provider asked for it again."""
    act = note_made if callback_data.action is LedgerAction.BY_HAND else ask_again
    await act(visit.app, actor_of(visit.traveller), callback_data.subject)
    return await _ledger(visit)


async def send_csv(callback: CallbackQuery, visit: Visit, bot: Bot) -> None:
    """Send all entries as a file."""
    content = await export_ledger(visit.app, actor_of(visit.traveller))
    day = visit.now.date().isoformat()
    await send_file(bot, callback.from_user.id, f"ledger-{day}.csv", content)


def router() -> Router:
    """Return the routes; who may use them is decided above."""
    routes = Router(name="admin ledger")
    press = routes.callback_query
    press.register(show, AdminGo.filter(F.to == AdminPage.LEDGER))
    press.register(show_booking, LedgerButton.filter(F.action == LedgerAction.BOOKING))
    press.register(show_refund, LedgerButton.filter(F.action == LedgerAction.REFUND))
    press.register(send_csv, LedgerButton.filter(F.action == LedgerAction.FILE))
    press.register(settle, LedgerButton.filter())
    return routes

"""From a rebooking's result to its screen, with the invoice if one has to be paid first."""

from aiogram import Bot

from bot.bookings.payment.steps import ask_to_pay
from bot.bookings.rebooking.screens import render_result, render_to_pay
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.bookings.rebooking.results import RebookResult, ToPay


async def result_screen(visit: Visit, bot: Bot, result: RebookResult) -> Screen:
    """Return a result's screen; an invoice is sent separately."""
    if not isinstance(result, ToPay):
        return render_result(result, visit.now, visit.traveller.time_zone, visit.t)
    asked = await ask_to_pay(visit, bot, result.invoiced)
    return render_to_pay(asked, visit.t)

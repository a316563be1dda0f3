"""From a rebooking's result to what is shown, with the invoice where one is to be paid first."""

from aiogram import Bot

from bot.bookings.paying.steps import ask_to_pay
from bot.bookings.rebooking.screens import render_result, render_to_pay
from bot.locales import Translator
from bot.sending.screen import Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.rebooking.results import RebookResult, ToPay


async def result_screen(
    app: App, bot: Bot, traveller: Traveller, result: RebookResult, t: Translator
) -> Screen:
    """Return what is shown of a result; an invoice is sent beside it."""
    if not isinstance(result, ToPay):
        return render_result(result, app.clock.now(), traveller.time_zone, t)
    asked = await ask_to_pay(app, bot, result.invoiced, t)
    return render_to_pay(asked, t)

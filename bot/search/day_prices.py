"""Asking for the day of check-in, with the prices that are known."""

from datetime import date, timedelta

from bot.locales import Translator
from bot.search.day_price_words import mark_days
from bot.search.screens import render_check_in
from bot.sending.screen import Screen
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.search.price_memory import known_nights
from domain.search.values import Draft

LONGEST_MONTH = 31


async def ask_check_in(
    app: App, traveller: Traveller, draft: Draft, month: date, today: date, t: Translator
) -> Screen:
    """Ask for the day of check-in in the month that begins on `month`.

    The days' prices come from what searches have seen; nobody is asked for them.
    """
    if draft.destination is None:
        return render_check_in(draft, month, today, t)
    nights = await known_nights(
        app.pool,
        draft.destination.destination_id,
        draft.rooms,
        traveller.nationality,
        traveller.currency,
        (max(month, today), month + timedelta(LONGEST_MONTH)),
        app.clock.now(),
    )
    shown = {day: night for day, night in nights.items() if day.month == month.month}
    return render_check_in(draft, month, today, t, mark_days(shown))

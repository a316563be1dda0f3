"""Asking for the day of check-in, with the prices that are known.

The days' prices come from what searches have seen; no supplier is asked.
"""

from datetime import date, timedelta

from bot.search.day_price_words import mark_days
from bot.search.screens import render_check_in
from bot.sending.screen import Screen
from bot.updates.visit import Visit
from domain.search.price_memory import known_nights
from domain.search.values import Draft

LONGEST_MONTH = 31


async def ask_check_in(visit: Visit, draft: Draft, month: date, today: date) -> Screen:
    """Ask for the day of check-in in the month that begins on `month`.

    The days' prices come from what searches have seen; nobody is asked for them.
    """
    if draft.destination is None:
        return render_check_in(draft, month, today, visit.t)
    nights = await known_nights(
        visit.app.pool,
        draft.destination.destination_id,
        draft.rooms,
        visit.traveller.nationality,
        visit.traveller.currency,
        (max(month, today), month + timedelta(LONGEST_MONTH)),
        visit.now,
    )
    shown = {day: night for day, night in nights.items() if day.month == month.month}
    return render_check_in(draft, month, today, visit.t, mark_days(shown))

"""Buttons of trips: the question, the starting days, and the stays of one of them."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from aiogram.enums import ButtonStyle
from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardMarkup
from pydantic import AfterValidator, Field

from bot.buttons.callbacks import STAMP, Go, Id, Where, check_day
from bot.buttons.keyboards import Row, button, home_button, in_rows, keyboard
from bot.locales import Translator
from bot.trackers.widening.buttons import track_tour_button
from bot.words.notes import mending_rows
from domain.reading.leftovers import Leftover, Part
from domain.trips.tour_values import MOST_PLACES, Knowledge, TourPrices

BEST_STARTS = 5


class TourStep(StrEnum):
    """What to do with a trip."""

    SHOW = "s"
    FIND = "f"
    FLIGHTS = "y"
    CHANGE = "c"


class TourButton(CallbackData, prefix="zt1"):
    """Show a trip, ask for its prices, price it with or without flights, or change it.

    `tour_id` 0 is the one being put together.
    """

    tour_id: Id
    step: TourStep = TourStep.SHOW


class TourStartButton(CallbackData, prefix="zs1"):
    """One starting day of a trip, as YYYYMMDD."""

    tour_id: Id
    day: Annotated[str, AfterValidator(check_day)]


class TourStayButton(CallbackData, prefix="zh1"):
    """The hotels of a trip's place of that number (from 0), when it begins on that day."""

    tour_id: Id
    day: Annotated[str, AfterValidator(check_day)]
    number: Annotated[int, Field(ge=0, lt=MOST_PLACES)]


def open_tour_editor(_part: Part) -> CallbackData:
    """Return what asks for the open trip again: it is written as a whole."""
    return TourButton(tour_id=0, step=TourStep.CHANGE)


def tour_keyboard(
    prices: TourPrices, t: Translator, leftovers: Sequence[Leftover] = (), *, is_asking: bool
) -> InlineKeyboardMarkup:
    """Return the cheapest starting days, asking for more, and the flights between.

    Each of `leftovers` has a button that asks what the trip should be instead.
    """
    tour = prices.tour
    starts = [
        button(t.number(number), TourStartButton(tour_id=tour.tour_id, day=start.strftime(STAMP)))
        for number, (start, _total) in enumerate(prices.cheapest(BEST_STARTS), start=1)
    ]
    more: Row = []
    if not is_asking and prices.count(Knowledge.UNKNOWN):
        label = t.gettext("🔍 Check more days") if starts else t.gettext("🔍 Find the cheapest")
        data = TourButton(tour_id=tour.tour_id, step=TourStep.FIND)
        more = [button(label, data, ButtonStyle.PRIMARY)]
    flights: Row = []
    if len(tour.places) > 1 and not is_asking:
        label = (
            t.gettext("✓ With flights between")
            if tour.with_flights
            else t.gettext("✈️ Add flights between")
        )
        flights = [button(label, TourButton(tour_id=tour.tour_id, step=TourStep.FLIGHTS))]
    other = [button(t.gettext("✏️ Other trip"), Go(to=Where.TOURS))]
    change = TourButton(tour_id=tour.tour_id, step=TourStep.CHANGE)
    mends = mending_rows(leftovers, lambda _part: change)
    return keyboard(starts, *mends, more, flights, [*other, home_button(t)])


def start_keyboard(
    prices: TourPrices, day: str, names: list[str], t: Translator, *, is_priced: bool
) -> InlineKeyboardMarkup:
    """Return the way to each place's hotels, to a watch over the sum, and back to the days."""
    tour_id = prices.tour.tour_id
    return keyboard(
        *in_rows(
            (
                button(f"🏨 {name}", TourStayButton(tour_id=tour_id, day=day, number=number))
                for number, name in enumerate(names)
            ),
            2,
        ),
        [track_tour_button(tour_id, day, t)] if is_priced else [],
        [button(t.gettext("⬅️ Start dates"), TourButton(tour_id=tour_id)), home_button(t)],
    )


def tour_question_keyboard(t: Translator) -> InlineKeyboardMarkup:
    """Return the keyboard under the question for places and days."""
    return keyboard([home_button(t)])

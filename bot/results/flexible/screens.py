"""Flexible dates: what a heat map cannot say itself, under it."""

from datetime import datetime

from markupsafe import Markup

from bot.buttons.keyboards import shorten
from bot.locales import Translator
from bot.pictures.heat_map import HeatMap, describe_heat_map
from bot.results.flexible.buttons import flexible_keyboard
from bot.sending.screen import Screen
from bot.words import terms as words
from domain.search.flexible_values import DayPrice, FlexibleDates

LONGEST_NAME = 60


def heat_map_of(view: FlexibleDates, t: Translator) -> HeatMap:
    """Return what to draw of the days."""
    prices = {day: price.counted for day, price in view.prices.items()}
    converted = {day for day, price in view.prices.items() if price.is_converted}
    return describe_heat_map(view.days, prices, view.search.stay.check_in, t, converted)


def day_price(price: DayPrice, t: Translator) -> str:
    """Return a day's price, and what it is worth where it is in another currency."""
    if price.total is None:
        return ""
    if price.worth is None:
        return t.money(price.total)
    return f"{t.money(price.total)} (≈ {t.money(price.worth)})"


def render_flexible(
    view: FlexibleDates, picture: bytes, now: datetime, t: Translator, *, is_asking: bool
) -> Screen:
    """Return the days under their picture; `is_asking` while suppliers are being asked."""
    text = words.lines(
        _title(view, t),
        Markup("{}").format(
            words.dotted(words.nights(view.search.stay, t), words.people(view.search.stay.rooms, t))
        ),
        "",
        _meaning(view, t),
        t.markup("★ cheapest · × sold out · ? not known yet"),
        "",
        *_summary(view, now, t),
        _progress(view, t) if is_asking else None,
    )
    return Screen(text, flexible_keyboard(view, t, is_asking=is_asking), picture)


def _title(view: FlexibleDates, t: Translator) -> Markup:
    name = view.hotel_name or t.place(view.search.destination)
    return t.markup("📅 <b>Flexible dates</b> · {name}", name=shorten(name, LONGEST_NAME))


def _meaning(view: FlexibleDates, t: Translator) -> Markup:
    if view.hotel_id is None:
        return t.markup(
            "Price by check-in day for the whole stay in the cheapest hotel, in "
            "{currency}, taxes included.",
            currency=view.search.currency,
        )
    return t.markup(
        "Price by check-in day for the whole stay in this hotel, in {currency}, taxes included.",
        currency=view.search.currency,
    )


def _summary(view: FlexibleDates, now: datetime, t: Translator) -> list[Markup | str]:
    lines: list[Markup | str] = []
    best = view.cheapest(1)
    if best:
        day = best[0][0]
        told = day_price(view.prices[day], t)
        lines.append(t.markup("Cheapest: <b>{day}, {money}</b>", day=t.day(day), money=told))
    if view.own is not None:
        day = view.search.stay.check_in
        told = day_price(view.prices[day], t)
        lines.append(t.markup("You chose {day}: {money}", day=t.day(day), money=told))
    if view.prices:
        oldest = min(price.observed_at for price in view.prices.values())
        lines.append(
            t.markup(
                "{known} of {all} days known, the oldest price seen {ago}.",
                known=t.number(len(view.days) - len(view.unknown)),
                all=t.number(len(view.days)),
                ago=t.ageing(oldest, now),
            )
        )
    else:
        lines.append(t.gettext("No prices yet."))
    return lines


def _progress(view: FlexibleDates, t: Translator) -> str:
    return t.gettext(
        "⏳ {done} of {all} dates checked…",
        done=t.number(view.answered),
        all=t.number(view.asking),
    )

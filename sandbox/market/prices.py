"""How a night's price comes about, before anybody moves it by hand.

usual price x weekday x season x demand of the place that week x lead time x slow noise.
Everything is fixed by (seed, hotel, night, day of asking): the same question in the same hour has
the same answer, and a drift of 0 stills the noise altogether.
"""

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from .draws import draw, draw_between
from .hotels import Hotel

ONE = Decimal(1)
WEEKDAYS = tuple(map(Decimal, ("0.95", "0.94", "0.95", "0.98", "1.12", "1.16", "1.02")))
# January to December. Holidays of the northern winter fill beaches, its summer the hills.
SEASONS = {
    "beach": ("1.20", "1.12", "1.02", "0.98", "0.94", "0.84", "0.80", "0.84", "0.90", "1.04",
              "1.16", "1.36"),
    "backwater": ("1.18", "1.10", "1.02", "0.96", "0.92", "0.82", "0.80", "0.88", "0.94", "1.04",
                  "1.12", "1.30"),
    "mountain": ("0.94", "0.92", "1.00", "1.14", "1.26", "1.24", "1.00", "0.94", "1.00", "1.08",
                 "0.98", "1.14"),
    "desert": ("1.18", "1.14", "1.04", "0.94", "0.84", "0.82", "0.84", "0.88", "0.94", "1.08",
               "1.16", "1.26"),
    "city": ("0.94", "0.98", "1.02", "1.04", "1.02", "1.02", "1.00", "0.98", "1.04", "1.06",
             "1.02", "1.08"),
}  # fmt: skip
# (at least this many days ahead, factor): rooms left for tomorrow are not given away.
LEAD_TIMES = ((90, "0.95"), (45, "0.98"), (21, "1.00"), (8, "1.05"), (3, "1.10"), (0, "1.06"))
# Part of all nights for which a hotel is at some point sold out, and how far ahead at most.
SELL_OUTS = Decimal("0.04")
SELL_OUT_DAYS = 18


@lru_cache(maxsize=8192)
def place_demand(seed: int, place: int, year: int, week: int) -> Decimal:
    """Give a week's factor: a festival fills the place, and now and then it stays empty."""
    chance = draw(seed, "demand", place, year, week)
    if chance < Decimal("0.06"):
        return draw_between("1.20", "1.55", seed, "festival", place, year, week)
    if chance > Decimal("0.95"):
        return Decimal("0.84")
    return ONE


@lru_cache(maxsize=65536)
def settled_night(seed: int, hotel: Hotel, night: date) -> Decimal:
    """Give the rupee price of a night as far as it does not depend on when it is asked for."""
    year, week, _ = night.isocalendar()
    return (
        hotel.night
        * WEEKDAYS[night.weekday()]
        * Decimal(SEASONS[hotel.place.scenery][night.month - 1])
        * place_demand(seed, hotel.place.number, year, week)
        * draw_between("0.96", "1.04", seed, "night", hotel.number, night)
    )


def lead_factor(days_ahead: int) -> Decimal:
    return next((Decimal(factor) for least, factor in LEAD_TIMES if days_ahead >= least), ONE)


def noise_factor(seed: int, number: int, now: datetime, drift: Decimal) -> Decimal:
    """Weekly tides of ±6 %, joined by straight lines, with ±1 % a day and ±0.3 % an hour on top.

    `drift` scales all three; at 0 a price waits for somebody to move it.
    """
    if not drift:
        return ONE
    today = now.date()
    week, day = divmod(today.toordinal(), 7)
    here = draw_between("-0.06", "0.06", seed, "tide", number, week)
    there = draw_between("-0.06", "0.06", seed, "tide", number, week + 1)
    tide = here + (there - here) * day / 7
    daily = draw_between("-0.01", "0.01", seed, "day", number, today)
    hourly = draw_between("-0.003", "0.003", seed, "hour", number, today, now.hour)
    return ONE + drift * (tide + daily + hourly)


def sells_out(seed: int, hotel: Hotel, night: date, today: date) -> bool:
    """Whether the last room for a night is gone; once gone it stays so."""
    chance = draw(seed, "full", hotel.number, night)
    if chance >= SELL_OUTS:
        return False
    return (night - today).days <= int(chance / SELL_OUTS * SELL_OUT_DAYS)

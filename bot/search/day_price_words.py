"""Known prices on a calendar's days: one mark per day, explained below.

A button of seven in a row has room for little more than the day itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from bot.locales import Translator
from domain.money import Money

CHEAP, MIDDLE, DEAR = "🟢", "🟡", "🔴"
# With fewer there is nothing to compare.
FEWEST_DAYS = 3


@dataclass(frozen=True, slots=True)
class DayMarks:
    """A mark for each day with a known price; the cheap ones cost up to `cheap` a night."""

    marks: Mapping[date, str]
    least: Money
    cheap: Money
    middle: Money


def mark_days(nights: Mapping[date, Money]) -> DayMarks | None:
    """Return the days in thirds by the price of a night; None when too few are known."""
    if len(nights) < FEWEST_DAYS:
        return None
    ranked = sorted(nights.values())
    third = len(ranked) // 3
    cheap, middle = ranked[third - 1], ranked[len(ranked) - third - 1]
    marks = {
        day: CHEAP if night <= cheap else MIDDLE if night <= middle else DEAR
        for day, night in nights.items()
    }
    return DayMarks(marks, ranked[0], cheap, middle)


def marks_line(marks: DayMarks, t: Translator) -> Markup:
    """Return what the marks mean."""
    if marks.least == marks.middle:
        return t.markup("{mark} known from {least} a night", mark=CHEAP, least=t.money(marks.least))
    return t.markup(
        "Cheapest night known: {cheap_mark} {least} to {cheap} · {middle_mark} up to {middle} · "
        "{dear_mark} more",
        cheap_mark=CHEAP,
        middle_mark=MIDDLE,
        dear_mark=DEAR,
        least=t.money(marks.least),
        cheap=t.money(marks.cheap),
        middle=t.money(marks.middle),
    )

"""A price history as a picture that reads well on a phone.

The picture holds numbers only: words stand in the caption, in the traveller's language, whose
script a plotting font may not have.
"""

from datetime import datetime
from io import BytesIO
from math import nan
from zoneinfo import ZoneInfo

from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.locales import Translator
from domain.money import Money
from domain.prices.values import PriceSeries

SIZE = (7.2, 4.5)
DOTS_PER_INCH = 125
LINE, LOW, PAPER, GRID, INK = "#1f7a5c", "#c8553d", "#ffffff", "#e6e6e6", "#444444"
FEWEST_POINTS = 2
# Where labels stand, in points from their dots.
ABOVE, BELOW = 12, -24
# Days before months everywhere but in the year, as in both languages.
DATE_FORMATS = ["%Y", "%m/%y", "%d.%m.", "%H:%M", "%H:%M", "%H:%M"]
FIRST_FORMATS = ["", "%Y", "%d.%m.", "%d.%m.", "%H:%M", "%H:%M"]

Seen = tuple[datetime, float]


def draw_chart(series: PriceSeries, now: datetime, zone: str, t: Translator) -> bytes | None:
    """Return a PNG of the series in the traveller's zone, None with fewer than two prices.

    It takes some 0.2 s of processor time: run it in a thread.
    """
    local = ZoneInfo(zone)
    seen = [
        (point.observed_at.astimezone(local), float(point.total))
        for point in series.points
        if point.total is not None
    ]
    if len(seen) < FEWEST_POINTS:
        return None
    figure = Figure(figsize=SIZE, dpi=DOTS_PER_INCH, facecolor=PAPER, layout="constrained")
    axes = figure.add_subplot()
    _draw_line(axes, series, now.astimezone(local))
    lowest = min(seen, key=lambda one: one[1])
    _mark(axes, lowest, LOW, _label(lowest, series, t), BELOW)
    if seen[-1][1] != lowest[1]:
        _mark(axes, seen[-1], LINE, _label(seen[-1], series, t), ABOVE)
    _dress(axes, local, t)
    picture = BytesIO()
    figure.savefig(picture, format="png")
    return picture.getvalue()


def _draw_line(axes: Axes, series: PriceSeries, now: datetime) -> None:
    """Draw steps: a price holds until the next one; while it is sold out there is none."""
    instants = [*(point.observed_at.astimezone(now.tzinfo) for point in series.points), now]
    totals = [nan if point.total is None else float(point.total) for point in series.points]
    totals.append(totals[-1])
    floor = min(total for total in totals if total == total)  # noqa: PLR0124 - NaN is not itself
    axes.step(instants, totals, where="post", color=LINE, linewidth=2.5)  # type: ignore[arg-type]  # instants are plotted as they are
    axes.fill_between(instants, totals, floor, step="post", color=LINE, alpha=0.1)  # type: ignore[arg-type]  # the same


def _label(seen: Seen, series: PriceSeries, t: Translator) -> str:
    return t.money(Money.of(str(round(seen[1], 3)), series.currency))


def _mark(axes: Axes, seen: Seen, colour: str, label: str, height: int) -> None:
    """Put a dot on a point and a label `height` points above it."""
    instant, total = seen
    axes.plot([instant], [total], "o", color=colour, markersize=8)  # type: ignore[arg-type]  # instants are plotted as they are
    axes.annotate(
        label,
        seen,
        (0, height),
        textcoords="offset points",
        ha="center",
        color=colour,
        fontsize=13,
        fontweight="bold",
    )


def _dress(axes: Axes, local: ZoneInfo, t: Translator) -> None:
    """Give the axes few, large and quiet labels."""
    locator = AutoDateLocator(tz=local, minticks=3, maxticks=6)  # type: ignore[no-untyped-call]  # the library's part without types
    formatter = ConciseDateFormatter(  # type: ignore[no-untyped-call]  # the same
        locator, tz=local, formats=DATE_FORMATS, zero_formats=FIRST_FORMATS, show_offset=False
    )
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(formatter)
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: t.number(round(value))))
    axes.margins(x=0.08, y=0.2)
    axes.grid(axis="y", color=GRID)
    axes.tick_params(colors=INK, labelsize=12, length=0)
    axes.spines[:].set_visible(False)

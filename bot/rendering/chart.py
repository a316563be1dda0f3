"""A price history as a picture that reads well on a phone.

The picture holds numbers only: words stand in the caption, in the traveller's language, whose
script a plotting font may not have.
"""

from datetime import datetime
from io import BytesIO
from zoneinfo import ZoneInfo

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from bot.locales import Translator
from domain.money import Money
from domain.prices.values import PriceSeries

SIZE = (7.2, 4.5)
DOTS_PER_INCH = 125
LINE, LOW, PAPER, GRID, INK = "#1f7a5c", "#c8553d", "#ffffff", "#e6e6e6", "#444444"
FEWEST_POINTS = 2


def draw_chart(series: PriceSeries, now: datetime, zone: str, t: Translator) -> bytes | None:
    """Return a PNG of the series in the traveller's zone, None with fewer than two prices.

    A price holds until the next one, so the line goes in steps; while sold out there is none. It
    takes some 0.2 s of processor time: run it in a thread.
    """
    if sum(point.total is not None for point in series.points) < FEWEST_POINTS:
        return None
    local = ZoneInfo(zone)
    instants = [point.observed_at.astimezone(local) for point in series.points]
    totals = [float("nan") if p.total is None else float(p.total) for p in series.points]
    days = date2num([*instants, now.astimezone(local)])
    figure = Figure(figsize=SIZE, dpi=DOTS_PER_INCH, facecolor=PAPER, layout="constrained")
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.step(days, [*totals, totals[-1]], where="post", color=LINE, linewidth=2.5)
    seen = [(day, total) for day, total in zip(days, totals, strict=False) if total == total]  # noqa: PLR0124 - NaN differs from itself
    axes.fill_between(
        days, [*totals, totals[-1]], min(total for _day, total in seen),
        step="post", color=LINE, alpha=0.10,
    )  # fmt: skip
    for day, total, colour in (
        (*min(seen, key=lambda one: one[1]), LOW),
        (*seen[-1], LINE),
    ):
        axes.plot([day], [total], "o", color=colour, markersize=7)
        label = t.money(Money.of(str(round(total, 2)), series.currency))
        axes.annotate(
            label, (day, total), (0, 10), textcoords="offset points", ha="center",
            color=colour, fontsize=12, fontweight="bold",
        )  # fmt: skip
    locator = AutoDateLocator(tz=local, minticks=3, maxticks=6)
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(
        ConciseDateFormatter(
            locator, tz=local, formats=["%Y", "%m/%y", "%d.%m.", "%H:%M", "%H:%M", "%H:%M"],
            zero_formats=["", "%Y", "%d.%m.", "%d.%m.", "%H:%M", "%H:%M"], show_offset=False,
        )
    )  # fmt: skip
    axes.yaxis.set_major_locator(MaxNLocator(5))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: t.number(round(value))))
    axes.margins(x=0.06, y=0.18)
    axes.grid(axis="y", color=GRID)
    axes.tick_params(colors=INK, labelsize=11, length=0)
    axes.spines[:].set_visible(False)
    out = BytesIO()
    canvas.print_png(out)
    return out.getvalue()

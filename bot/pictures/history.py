"""A price history as a picture: steps, the lowest and the present price, gaps while sold out.

It holds numbers, dates and a title; other words stand in the caption, in the traveller's language.
Where the axis does not begin at zero, its lower edge is torn.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from bot.locales import Translator
from bot.pictures.axes import round_steps, time_steps
from bot.pictures.canvas import Box, Canvas, Point, can_write, width_of
from bot.pictures.style import Palette
from domain.money import Money
from domain.prices.values import PricePoint, PriceSeries

WIDTH, HEIGHT = 960, 600
FEWEST_PRICES = 2
# About as many as can be told apart at this width.
MOST_POINTS = 500
LABEL, MARK = 32, 36
TOP, BOTTOM, RIGHT = 110, 525, 930
TITLE = 34
# Space above and below the prices, as a share of their spread.
AIR = Decimal("0.14")
# A smaller spread, as a share of the highest price, does not fill the height: small looks small.
LEAST_SPREAD = Decimal("0.1")
# Where the lowest price lies below this share of the highest, the axis begins at zero.
NEAR_ZERO = Decimal("0.4")
# The usual range is drawn as far as it leaves the prices at least this share of the height.
LEAST_SHARE = 3
LONG = timedelta(days=400)

Step = tuple[datetime, Decimal | None]


@dataclass(frozen=True, slots=True)
class HistoryPicture:
    """A history ready to be drawn, its labels in the traveller's language and zone.

    `steps` are oldest first, None while sold out; the last price holds until `until`.
    """

    steps: tuple[Step, ...]
    until: datetime
    usual: tuple[Decimal, Decimal] | None
    heights: tuple[tuple[Decimal, str], ...]
    times: tuple[tuple[datetime, str], ...]
    lowest: tuple[datetime, Decimal, str]
    latest: tuple[datetime, Decimal, str] | None
    bounds: tuple[Decimal, Decimal]
    title: str = ""

    @property
    def is_broken(self) -> bool:
        """Return whether the axis begins above zero."""
        return self.bounds[0] > 0

    def draw(self, palette: Palette) -> bytes:
        """Return a PNG of `WIDTH` by `HEIGHT`."""
        return _Drawing(self, palette).png()


def describe_history(
    series: PriceSeries,
    now: datetime,
    zone: str,
    t: Translator,
    usual: tuple[Money, Money] | None = None,
    title: str = "",
) -> HistoryPicture | None:
    """Return what to draw of a series up to `now`; None with fewer than two prices.

    `title` says what the prices are of; one that no font can set is left out.
    """
    local = ZoneInfo(zone)
    points = _thinned(series.points)
    steps = tuple((point.observed_at.astimezone(local), point.total) for point in points)
    prices = [(instant, total) for instant, total in steps if total is not None]
    if len(prices) < FEWEST_PRICES:
        return None
    until = max(now.astimezone(local), steps[-1][0])
    band = _band(usual, series.currency)
    bounds = _bounds([total for _instant, total in prices], band)
    span = until - steps[0][0]
    lowest = min(prices, key=lambda price: price[1])
    latest = steps[-1] if steps[-1][1] is not None and steps[-1][1] != lowest[1] else None
    return HistoryPicture(
        steps,
        until,
        band,
        tuple((step, _number(step, t)) for step in round_steps(*bounds)),
        tuple((step, _time(step, span, t)) for step in time_steps(steps[0][0], until)),
        (*lowest, _money(lowest[1], series.currency, t)),
        None if latest is None or latest[1] is None
        else (until, latest[1], _money(latest[1], series.currency, t)),
        bounds,
        title if can_write(title) else "",
    )  # fmt: skip


def _thinned(points: tuple[PricePoint, ...]) -> tuple[PricePoint, ...]:
    """Return at most `MOST_POINTS` points: of each run the lowest stays, and the last of all."""
    if len(points) <= MOST_POINTS:
        return points
    size = -(-len(points) // MOST_POINTS)
    runs = [points[first : first + size] for first in range(0, len(points) - 1, size)]
    lows = (
        min(run, key=lambda p: (p.total is None, p.total if p.total is not None else Decimal(0)))
        for run in runs
    )
    return (*lows, points[-1])


def _band(usual: tuple[Money, Money] | None, currency: str) -> tuple[Decimal, Decimal] | None:
    if usual is None or usual[0].currency != currency or usual[0] >= usual[1]:
        return None
    return usual[0].amount, usual[1].amount


def _bounds(prices: list[Decimal], band: tuple[Decimal, Decimal] | None) -> tuple[Decimal, Decimal]:
    """Return the lowest and highest amount in the picture."""
    low, high = min(prices), max(prices)
    spread = high - low or Decimal(1)
    if band is not None:
        low = min(low, max(band[0], low - spread * LEAST_SHARE / 2))
        high = max(high, min(band[1], high + spread * LEAST_SHARE / 2))
        spread = high - low or spread
    if low < high * NEAR_ZERO:
        return Decimal(0), high + spread * AIR
    around = max(high * LEAST_SPREAD - (high - low), Decimal(0)) / 2
    return max(low - around - spread * AIR, Decimal(0)), high + around + spread * AIR


def _number(amount: Decimal, t: Translator) -> str:
    return t.number(amount.normalize() if amount % 1 else amount.quantize(Decimal(1)))


def _money(amount: Decimal, currency: str, t: Translator) -> str:
    """Return an amount with its sign, or with its code where the font has no such sign."""
    money = Money.of(amount, currency)
    text = t.money(money)
    return text if can_write(text) else f"{t.number(money.amount)} {currency}"


def _time(instant: datetime, span: timedelta, t: Translator) -> str:
    if span <= timedelta(days=2):
        return f"{instant:%H:%M}"
    return f"{instant:%m/%y}" if span > LONG else t.numeric_day(instant.date())


class _Drawing:
    """The strokes of one picture."""

    def __init__(self, picture: HistoryPicture, palette: Palette) -> None:
        self._picture, self._palette = picture, palette
        self._canvas = Canvas(WIDTH, HEIGHT, palette.paper)
        widest = max((width_of(label, LABEL) for _step, label in picture.heights), default=0)
        self._left = 40 + widest
        self._first = picture.steps[0][0]
        self._span = (picture.until - self._first).total_seconds() or 1.0

    def png(self) -> bytes:
        runs = self._runs()
        for run in runs:
            self._area(run)
        self._band()
        self._gaps()
        self._axes()
        self._title()
        for run in runs:
            self._canvas.line(run, self._palette.line, 5)
        self._marks()
        return self._canvas.png()

    def _x(self, instant: datetime) -> float:
        share = (instant - self._first).total_seconds() / self._span
        return self._left + share * (RIGHT - self._left)

    def _y(self, amount: Decimal) -> float:
        low, high = self._picture.bounds
        within = min(max(amount, low), high)
        return BOTTOM - float((within - low) / (high - low)) * (BOTTOM - TOP)

    def _band(self) -> None:
        if self._picture.usual is not None:
            low, high = self._picture.usual
            box = Box(self._left, self._y(high), RIGHT, self._y(low))
            if box.bottom > box.top:
                self._canvas.box(box, self._palette.usual)

    def _axes(self) -> None:
        canvas, colours = self._canvas, self._palette
        for amount, label in self._picture.heights:
            y = self._y(amount)
            canvas.line([(self._left, y), (RIGHT, y)], colours.grid, 1)
            canvas.text((self._left - 16, y), label, LABEL, colours.quiet, anchor="rm")
        for instant, label in self._picture.times:
            half = width_of(label, LABEL) / 2
            x = min(max(self._x(instant), self._left + half), WIDTH - 10 - half)
            canvas.text((x, BOTTOM + 36), label, LABEL, colours.quiet)

    def _title(self) -> None:
        """Write what it is of, cut where it would not fit, and tear a broken axis."""
        title = self._picture.title
        while title and width_of(title, TITLE, bold=True) > WIDTH - 60:
            title = f"{title[:-2].rstrip()}…"
        at = (30.0, 40.0)
        self._canvas.text(at, title, TITLE, self._palette.ink, bold=True, anchor="lm")
        if self._picture.is_broken:
            ink = self._palette.quiet
            self._canvas.tear(self._left, RIGHT, BOTTOM, self._palette.paper, ink)

    def _runs(self) -> list[list[Point]]:
        """Return the stretches with a price as corners of steps; between them it is sold out."""
        runs: list[list[Point]] = [[]]
        for start, end, total in self._stretches():
            if total is None:
                runs.append([])
            else:
                y = self._y(total)
                runs[-1] += [(self._x(start), y), (self._x(end), y)]
        return [run for run in runs if run]

    def _stretches(self) -> list[tuple[datetime, datetime, Decimal | None]]:
        """Return when each price began and ended."""
        steps = self._picture.steps
        ends = [*(start for start, _total in steps[1:]), self._picture.until]
        return [(start, end, total) for (start, total), end in zip(steps, ends, strict=True)]

    def _gaps(self) -> None:
        for start, end, total in self._stretches():
            if total is None:
                left = self._x(start)
                box = Box(left, TOP, max(self._x(end), left + 1), BOTTOM)
                self._canvas.box(box, self._palette.gap)

    def _area(self, run: list[Point]) -> None:
        corners = [(run[0][0], BOTTOM), *run, (run[-1][0], BOTTOM)]
        self._canvas.area(corners, self._palette.area)

    def _marks(self) -> None:
        colours = self._palette
        instant, total, label = self._picture.lowest
        self._mark(instant, total, label, colours.low, below=True)
        if self._picture.latest is not None:
            instant, total, label = self._picture.latest
            self._mark(instant, total, label, colours.line, below=False)

    def _mark(
        self, instant: datetime, total: Decimal, label: str, colour: str, *, below: bool
    ) -> None:
        """Put a dot on a point with its label next to it, within the picture."""
        x, y = self._x(instant), self._y(total)
        half = width_of(label, MARK, bold=True) / 2 + 6
        at = min(max(x, self._left + half), WIDTH - 12 - half), y + (34 if below else -36)
        self._canvas.dot((x, y), 9, colour, ring=self._palette.paper)
        self._canvas.text(at, label, MARK, colour, bold=True, halo=self._palette.paper)

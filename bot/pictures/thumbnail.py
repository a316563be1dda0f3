"""A price's course as a small picture above an alert: its steps, its first, lowest and last price.

It holds numbers only. Its lower edge is torn: it does not reach down to zero.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.locales import Translator
from bot.pictures.canvas import Canvas, Point, can_write, width_of
from bot.pictures.history import LEAST_SPREAD
from bot.pictures.style import Palette
from domain.money import Money
from domain.prices.values import PriceSeries

WIDTH, HEIGHT = 720, 300
LEFT, RIGHT, TOP, BOTTOM, FLOOR = 40, 680, 76, 250, 274
FEWEST_PRICES = 2
MARK = 26
# As many steps as the picture has room for: the last ones.
MOST_STEPS = 400

Step = tuple[datetime, Decimal]


@dataclass(frozen=True, slots=True)
class ThumbnailPicture:
    """Prices ready to be drawn, oldest first, and the labels of the first, lowest and last."""

    steps: tuple[Step, ...]
    labels: tuple[str, str, str]

    def draw(self, palette: Palette) -> bytes:
        """Return a PNG of `WIDTH` by `HEIGHT`."""
        canvas, dots = Canvas(WIDTH, HEIGHT, palette.paper), self._places()
        corners = _corners(dots)
        canvas.area([(corners[0][0], FLOOR), *corners, (corners[-1][0], FLOOR)], palette.area)
        canvas.tear(LEFT, RIGHT, FLOOR, palette.paper, palette.quiet)
        canvas.line(corners, palette.line, 4)
        lowest = self.lowest
        if lowest != 0:
            _mark_above(canvas, dots[0], self.labels[0], palette)
        if self.steps[-1][1] != self.steps[lowest][1]:
            _mark_above(canvas, dots[-1], self.labels[2], palette)
        _mark_beside(canvas, dots[lowest], self.labels[1], palette)
        return canvas.png()

    @property
    def lowest(self) -> int:
        """Return which step is the lowest: of equal ones the last."""
        return min(range(len(self.steps)), key=lambda n: (self.steps[n][1], -n))

    def _places(self) -> list[Point]:
        """Return where the prices lie: time from left to right, price from bottom to top."""
        first, last = self.steps[0][0], self.steps[-1][0]
        span = (last - first).total_seconds() or 1.0
        low = min(total for _instant, total in self.steps)
        high = max(total for _instant, total in self.steps)
        height = max(high - low, high * LEAST_SPREAD) or Decimal(1)
        floor = low - (height - (high - low)) / 2
        return [
            (
                LEFT + (RIGHT - LEFT) * (instant - first).total_seconds() / span,
                BOTTOM - (BOTTOM - TOP) * float((total - floor) / height),
            )
            for instant, total in self.steps
        ]


def describe_thumbnail(series: PriceSeries, t: Translator) -> ThumbnailPicture | None:
    """Return what to draw of a series; None with fewer than two prices."""
    prices = [(p.observed_at, p.total) for p in series.points if p.total is not None]
    if len(prices) < FEWEST_PRICES:
        return None
    # A price that did not change is not a step.
    steps = [
        prices[n]
        for n in range(len(prices))
        if n in {0, len(prices) - 1} or prices[n][1] != prices[n - 1][1]
    ][-MOST_STEPS:]
    lowest = min(total for _instant, total in steps)
    shown = (steps[0][1], lowest, steps[-1][1])
    first, low, last = (_money(amount, series.currency, t) for amount in shown)
    return ThumbnailPicture(tuple(steps), (first, low, last))


def _money(amount: Decimal, currency: str, t: Translator) -> str:
    """Return an amount with its sign, or with its code where the font has no such sign."""
    money = Money.of(amount, currency)
    text = t.money(money)
    return text if can_write(text) else f"{t.number(money.amount)} {currency}"


def _corners(dots: list[Point]) -> list[Point]:
    """Return the line through the dots: a price holds until the next one."""
    corners = [dots[0]]
    for dot in dots[1:]:
        corners += [(dot[0], corners[-1][1]), dot]
    return corners


def _mark_above(canvas: Canvas, dot: Point, label: str, palette: Palette) -> None:
    half = width_of(label, MARK, bold=True) / 2 + 8
    at = min(max(dot[0], half), WIDTH - half), dot[1] - 32
    canvas.dot(dot, 7, palette.line, ring=palette.paper)
    canvas.text(at, label, MARK, palette.line, bold=True, halo=palette.paper)


def _mark_beside(canvas: Canvas, dot: Point, label: str, palette: Palette) -> None:
    """Write next to the dot: the line may come down to it from above."""
    fits_left = dot[0] - width_of(label, MARK, bold=True) > LEFT
    at = (dot[0] - 20 if fits_left else dot[0] + 20), dot[1]
    anchor = "rm" if fits_left else "lm"
    canvas.dot(dot, 7, palette.low, ring=palette.paper)
    canvas.text(at, label, MARK, palette.low, bold=True, anchor=anchor, halo=palette.paper)

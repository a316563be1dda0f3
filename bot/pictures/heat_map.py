"""Check-in days as a calendar whose colours go from cheap to dear."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.locales import Translator
from bot.pictures.canvas import Box, Canvas, can_write, width_of
from bot.pictures.style import Palette
from domain.money import Money

WIDTH, MARGIN, GAP = 960, 22, 8
HEADER, CELL = 58, 98
DAY_SIZE, PRICE_SIZE, SMALLEST = 26, 32, 18
WEEK = 7
SHADES = 5


class Knowledge(StrEnum):
    """What is known of a day."""

    PRICED = "priced"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cell:
    """A day: its label, its price in digits, and a shade from 0, cheap, to `SHADES` - 1."""

    day: str
    knowledge: Knowledge
    price: str = ""
    shade: int = 0
    is_own: bool = False
    is_cheapest: bool = False


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Whole weeks of cells, None for days that are not asked about; `weekdays` may be absent."""

    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Cell | None, ...], ...]

    @property
    def height(self) -> int:
        """Return the picture's height in pixels; its width is `WIDTH`."""
        return self._top + len(self.weeks) * (CELL + GAP) - GAP + MARGIN

    @property
    def _top(self) -> int:
        return HEADER if self.weekdays else MARGIN

    def draw(self, palette: Palette) -> bytes:
        """Return a PNG."""
        canvas = Canvas(WIDTH, self.height, palette.paper)
        wide = (WIDTH - 2 * MARGIN - (WEEK - 1) * GAP) / WEEK
        for column, name in enumerate(self.weekdays):
            middle = MARGIN + column * (wide + GAP) + wide / 2
            canvas.text((middle, HEADER / 2), name, DAY_SIZE, palette.quiet)
        for row, week in enumerate(self.weeks):
            top = self._top + row * (CELL + GAP)
            for column, cell in enumerate(week):
                left = MARGIN + column * (wide + GAP)
                if cell is not None:
                    _draw_cell(canvas, Box(left, top, left + wide, top + CELL), cell, palette)
        return canvas.png()


def describe_heat_map(
    days: tuple[date, ...],
    prices: Mapping[date, Money | None],
    own: date,
    t: Translator,
    converted: Collection[date] = (),
) -> HeatMap:
    """Return what to draw of `days`; a price of None says that nothing is sold that day.

    Days without a price are shown as unknown. All prices are in one currency; those of `converted`
    days are what they are worth in it.
    """
    priced = {day: price for day, price in prices.items() if price is not None}
    ranks = sorted(price.amount for price in priced.values())
    names = t.weekdays()
    start = days[0] - timedelta((days[0].weekday() - t.first_weekday) % WEEK)
    count = ((days[-1] - start).days // WEEK) + 1
    inside = set(days)

    def cell(day: date) -> Cell | None:
        if day not in inside:
            return None
        label = t.numeric_day(day) if day == days[0] or day.day == 1 else str(day.day)
        price = priced.get(day)
        if price is None:
            knowledge = Knowledge.NOTHING if day in prices else Knowledge.UNKNOWN
            return Cell(label, knowledge, is_own=day == own)
        told = f"{'≈' if day in converted else ''}{t.number(round(price.amount))}"
        rank = ranks.index(price.amount)
        shade = _shade(rank, len(ranks))
        return Cell(label, Knowledge.PRICED, told, shade, is_own=day == own, is_cheapest=rank == 0)

    return HeatMap(
        names if all(map(can_write, names)) else (),
        tuple(
            tuple(cell(start + timedelta(row * WEEK + column)) for column in range(WEEK))
            for row in range(count)
        ),
    )


def _shade(rank: int, count: int) -> int:
    """Return a shade by rank: so one very dear day does not make all others look cheap."""
    return min(rank * SHADES // count, SHADES - 1)


def _draw_cell(canvas: Canvas, box: Box, cell: Cell, palette: Palette) -> None:
    priced = cell.knowledge is Knowledge.PRICED
    fill = palette.scale[cell.shade] if priced else palette.gap
    ink = palette.on_scale if priced else palette.quiet
    edge = palette.ink if cell.is_own else None
    if cell.knowledge is Knowledge.UNKNOWN:
        fill, edge = palette.paper, edge or palette.grid
    canvas.box(box, fill, edge=edge, thick=5 if cell.is_own else 2, corner=12)
    canvas.text((box.left + 12, box.top + 24), cell.day, DAY_SIZE, ink, anchor="lm")
    if cell.is_cheapest:
        canvas.text((box.right - 12, box.top + 24), "★", DAY_SIZE, ink, anchor="rm")
    middle = (box.left + box.right) / 2, box.top + 66
    if priced:
        canvas.text(middle, cell.price, _size_of(cell.price, box), ink, bold=True)
    elif cell.knowledge is Knowledge.NOTHING:
        canvas.text(middle, "×", PRICE_SIZE, ink)
    else:
        canvas.text(middle, "?", PRICE_SIZE, palette.quiet)


def _size_of(price: str, box: Box) -> int:
    """Return the largest size at which a price fits into its cell."""
    room = box.right - box.left - 18
    sizes = range(PRICE_SIZE, SMALLEST, -1)
    return next((size for size in sizes if width_of(price, size, bold=True) <= room), SMALLEST)

"""Several series over the same time, one band each, numbered from the top."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.canvas import Box, Canvas
from bot.pictures.style import Palette

WIDTH, BAND, LEFT, RIGHT, TOP = 800, 130, 70, 24, 16
LABEL = 20
INSIDE = 18


@dataclass(frozen=True, slots=True)
class TrendsPicture:
    """Each series' values, oldest first, at shares of the time (0 to 1), and its top's label."""

    series: tuple[tuple[tuple[float, float], ...], ...]
    tops: tuple[str, ...]

    def draw(self, palette: Palette) -> bytes:
        """Return a PNG."""
        canvas = Canvas(WIDTH, TOP + BAND * len(self.series), palette.paper)
        for number, points in enumerate(self.series):
            self._band(canvas, palette, number, points)
        return canvas.png()

    def _band(
        self,
        canvas: Canvas,
        palette: Palette,
        number: int,
        points: Sequence[tuple[float, float]],
    ) -> None:
        top, bottom = TOP + BAND * number, TOP + BAND * (number + 1) - INSIDE
        right = WIDTH - RIGHT
        canvas.box(Box(LEFT, top, right, bottom), palette.gap, corner=6)
        canvas.text(
            (LEFT + 12, top + 8), str(number + 1), LABEL, palette.ink, bold=True, anchor="la"
        )
        canvas.text((LEFT - 8, top), self.tops[number], LABEL, palette.quiet, anchor="ra")
        canvas.text((LEFT - 8, bottom), "0", LABEL, palette.quiet, anchor="rb")
        most = max((value for _at, value in points), default=0.0) or 1.0
        placed = [
            (LEFT + at * (right - LEFT), bottom - value / most * (bottom - top - 6))
            for at, value in points
        ]
        if len(placed) > 1:
            canvas.area([(placed[0][0], bottom), *placed, (placed[-1][0], bottom)], palette.area)
            canvas.line(placed, palette.line, 2.5)
        elif placed:
            canvas.dot(placed[0], 4, palette.line, ring=palette.gap)

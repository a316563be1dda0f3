"""Forecasts against outcomes, by tenths: on the diagonal they were right."""

from dataclasses import dataclass

from bot.pictures.canvas import Canvas, can_write
from bot.pictures.style import Palette
from domain.prices.forecast_record import Part

SIZE, LEFT, TOP, RIGHT, BOTTOM = 760, 84, 56, 46, 96
LABEL, NOTE = 24, 20
SMALLEST, LARGEST = 5.0, 22.0
STEPS = 5


@dataclass(frozen=True, slots=True)
class ReliabilityPicture:
    """Tenths with forecasts: what was forecast, what happened (0 to 1), and how many there were.
    The axes' labels are text.
    """

    points: tuple[tuple[float, float, int], ...]
    said: str
    came: str

    def draw(self, palette: Palette) -> bytes:
        """Return a PNG."""
        canvas = Canvas(SIZE, SIZE, palette.paper)
        for step in range(STEPS + 1):
            part = step / STEPS
            x, y = _place(part, part)
            canvas.line([(LEFT, y), (SIZE - RIGHT, y)], palette.grid, 1.5)
            canvas.line([(x, TOP), (x, SIZE - BOTTOM)], palette.grid, 1.5)
            label = f"{round(100 * part)}%"
            canvas.text((LEFT - 10, y), label, LABEL, palette.quiet, anchor="rm")
            canvas.text((x, SIZE - BOTTOM + 10), label, LABEL, palette.quiet, anchor="ma")
        canvas.line([_place(0, 0), _place(1, 1)], palette.quiet, 2)
        most = max((cases for _, _, cases in self.points), default=1)
        for said, came, cases in self.points:
            reach = SMALLEST + (LARGEST - SMALLEST) * (cases / most) ** 0.5
            x, y = _place(said, came)
            canvas.dot((x, y), reach, palette.line, ring=palette.paper)
        if can_write(self.said) and can_write(self.came):
            canvas.text(
                ((LEFT + SIZE - RIGHT) / 2, SIZE - 18), self.said, NOTE, palette.ink, anchor="mb"
            )
            canvas.text((LEFT, TOP - 10), self.came, NOTE, palette.ink, anchor="lb")
        return canvas.png()


def _place(said: float, came: float) -> tuple[float, float]:
    wide, high = SIZE - LEFT - RIGHT, SIZE - TOP - BOTTOM
    return LEFT + wide * said, TOP + high * (1 - came)


def describe_reliability(part: Part, said: str, came: str) -> ReliabilityPicture | None:
    """Return a part's picture; None while nothing has been judged."""
    points = tuple((one.said, one.came, one.cases) for one in part.tenths if one.cases)
    return ReliabilityPicture(points, said, came) if points else None

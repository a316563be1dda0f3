"""Places on a plain map: dots in a net of degrees, and how far things are apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, floor, log10, radians

from bot.pictures.canvas import Canvas, can_write
from bot.pictures.style import Palette
from domain.suppliers.contract import Coordinates

WIDTH, HEIGHT, EDGE = 800, 560, 56
LABEL, NOTE = 20, 20
REACH = 6.0
KM_A_DEGREE = 111.2
# A single hotel is shown with a little of what lies around it.
LEAST_SPAN_KM = 2.0
LINES = 4


@dataclass(frozen=True, slots=True)
class PointsMap:
    """Where things lie: degrees north and east at the middle, pixels a kilometre, and the dots.

    `unit` is the word for kilometres.
    """

    points: tuple[Coordinates, ...]
    north: float
    east: float
    scale: float
    unit: str

    def draw(self, palette: Palette) -> bytes:
        """Return a PNG."""
        canvas = Canvas(WIDTH, HEIGHT, palette.paper)
        self._net(canvas, palette)
        for point in self.points:
            canvas.dot(self._place(point.latitude, point.longitude), REACH, palette.line,
                       ring=palette.paper)  # fmt: skip
        self._rule(canvas, palette)
        return canvas.png()

    def _net(self, canvas: Canvas, palette: Palette) -> None:
        """Draw parallels and meridians at round degrees."""
        step = _round(min(WIDTH, HEIGHT) / self.scale / KM_A_DEGREE / LINES)
        high = HEIGHT / 2 / self.scale / KM_A_DEGREE
        wide = WIDTH / 2 / self.scale / KM_A_DEGREE / self._shrink
        digits = max(0, -floor(log10(step)))
        for degree in _steps(self.north - high, self.north + high, step):
            y = self._place(degree, self.east)[1]
            canvas.line([(0, y), (WIDTH, y)], palette.grid, 1.5)
            canvas.text((6, y - 3), f"{degree:.{digits}f}°", LABEL, palette.quiet, anchor="lb")
        for degree in _steps(self.east - wide, self.east + wide, step):
            x = self._place(self.north, degree)[0]
            canvas.line([(x, 0), (x, HEIGHT)], palette.grid, 1.5)
            canvas.text((x + 4, 6), f"{degree:.{digits}f}°", LABEL, palette.quiet, anchor="la")

    def _rule(self, canvas: Canvas, palette: Palette) -> None:
        """Draw how long some kilometres are."""
        km = _round(WIDTH / 5 / self.scale)
        right, y = WIDTH - 24.0, HEIGHT - 24.0
        left = right - km * self.scale
        canvas.line([(left, y - 8), (left, y), (right, y), (right, y - 8)], palette.ink, 3)
        unit = self.unit if can_write(self.unit) else "km"
        canvas.text(((left + right) / 2, y - 10), f"{km:g} {unit}", NOTE, palette.ink, anchor="mb",
                    halo=palette.paper)  # fmt: skip

    @property
    def _shrink(self) -> float:
        return max(cos(radians(self.north)), 0.05)

    def _place(self, latitude: float, longitude: float) -> tuple[float, float]:
        x = (longitude - self.east) * KM_A_DEGREE * self._shrink * self.scale
        y = (latitude - self.north) * KM_A_DEGREE * self.scale
        return WIDTH / 2 + x, HEIGHT / 2 - y


def _round(size: float) -> float:
    """Return 1, 2 or 5 times a power of ten, not above `size`."""
    power = 10.0 ** floor(log10(size))
    return next(step * power for step in (5, 2, 1) if step * power <= size * 1.0000001)


def _steps(low: float, high: float, step: float) -> list[float]:
    first = floor(low / step) + 1
    last = floor(high / step)
    return [step * number for number in range(first, last + 1)]


def describe_points(points: Sequence[Coordinates], unit: str) -> PointsMap | None:
    """Return the map that holds all the points, None without any."""
    if not points:
        return None
    souths = [point.latitude for point in points]
    wests = [point.longitude for point in points]
    north, east = (min(souths) + max(souths)) / 2, (min(wests) + max(wests)) / 2
    shrink = max(cos(radians(north)), 0.05)
    high = max((max(souths) - min(souths)) * KM_A_DEGREE, LEAST_SPAN_KM)
    wide = max((max(wests) - min(wests)) * KM_A_DEGREE * shrink, LEAST_SPAN_KM)
    scale = min((HEIGHT - 2 * EDGE) / high, (WIDTH - 2 * EDGE) / wide)
    return PointsMap(tuple(points), north, east, scale, unit)

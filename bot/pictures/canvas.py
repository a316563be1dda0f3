"""Shapes and text on a picture.

Shapes are drawn twice as large and scaled down, which smooths their edges; text is set at its
final size, where the font's own smoothing is best. The fonts hold Latin, Greek and Cyrillic
letters, digits, currency signs, and Devanagari as far as it needs no shaping: ask `can_write`
before any text that is not of digits.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
FINER = 2
# The pictures are simple: the fastest compression is nearly as small as the best.
COMPRESSION = 2
HALO = 4
# The width of one tooth of a torn edge.
TOOTH = 14
NO_GLYPH = "\ufffe"

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle in pixels: its edges."""

    left: float
    top: float
    right: float
    bottom: float


class _Text(NamedTuple):
    at: Point
    text: str
    font: ImageFont.FreeTypeFont
    colour: str
    anchor: str
    halo: str | None


class Face(NamedTuple):
    """A font's files, and signs that it cannot set because they change their neighbours."""

    regular: str
    bold: str
    unsettable: frozenset[str] = frozenset()


LETTERS = Face("DejaVuSans.ttf", "DejaVuSans-Bold.ttf")
# The virama joins consonants, the short i stands before the one it follows.
DEVANAGARI = Face(
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
    frozenset("\N{DEVANAGARI SIGN VIRAMA}\N{DEVANAGARI VOWEL SIGN I}"),
)


@cache
def _font(face: Face, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = face.bold if bold else face.regular
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _looks(face: Face, character: str) -> bytes:
    return bytes(_font(face, 32, bold=False).getmask(character))


@cache
def _has(face: Face, character: str) -> bool:
    if character.isspace():
        return True
    is_there = _looks(face, character) != _looks(face, NO_GLYPH)
    return is_there and character not in face.unsettable


def _face_of(text: str) -> Face | None:
    """Return the face that has every character of `text`."""
    faces = (LETTERS, DEVANAGARI)
    return next((face for face in faces if all(_has(face, one) for one in text)), None)


def can_write(text: str) -> bool:
    """Return whether a font can set `text`."""
    return _face_of(text) is not None


def _font_for(text: str, size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    return _font(_face_of(text) or LETTERS, size, bold=bold)


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """Return how many pixels a line of text is wide."""
    return _font_for(text, size, bold=bold).getlength(text)


class Canvas:
    """A picture being drawn, `width` by `height` pixels, the origin at the top left."""

    def __init__(self, width: int, height: int, paper: str) -> None:
        self._image = Image.new("RGB", (width * FINER, height * FINER), paper)
        self._draw = ImageDraw.Draw(self._image)
        self._texts: list[_Text] = []

    def line(self, points: Sequence[Point], colour: str, width: float) -> None:
        """Draw a line through points."""
        finer = [(x * FINER, y * FINER) for x, y in points]
        self._draw.line(finer, colour, round(width * FINER), joint="curve")

    def tear(self, left: float, right: float, y: float, paper: str, ink: str) -> None:
        """Tear the lower edge of a chart: its axis does not begin at zero."""
        teeth = round((right - left) / TOOTH)
        points = [(left + n * (right - left) / teeth, y - 5 * (n % 2)) for n in range(teeth + 1)]
        self.area([(left, y + 8), *points, (right, y + 8)], paper)
        self.line(points, ink, 2)

    def area(self, points: Sequence[Point], colour: str) -> None:
        """Fill what the points enclose."""
        self._draw.polygon([(x * FINER, y * FINER) for x, y in points], colour)

    def box(
        self,
        box: Box,
        fill: str | None,
        *,
        edge: str | None = None,
        thick: float = 0,
        corner: float = 0,
    ) -> None:
        """Draw a rectangle with round corners; `thick` is its edge's width."""
        finer = tuple(edge * FINER for edge in box)
        self._draw.rounded_rectangle(
            finer, corner * FINER, fill, edge, round(thick * FINER) if edge else 0
        )

    def dot(self, centre: Point, radius: float, colour: str, *, ring: str) -> None:
        """Draw a dot in a ring that sets it off from what lies under it."""
        x, y = centre[0] * FINER, centre[1] * FINER
        for reach, fill in ((radius + 3, ring), (radius, colour)):
            far = reach * FINER
            self._draw.ellipse((x - far, y - far, x + far, y + far), fill)

    def text(
        self,
        at: Point,
        text: str,
        size: int,
        colour: str,
        *,
        bold: bool = False,
        anchor: str = "mm",
        halo: str | None = None,
    ) -> None:
        """Write a line; `anchor` is Pillow's: "mm" centres it on the point.

        A `halo` sets it off from what lies under it.
        """
        self._texts.append(_Text(at, text, _font_for(text, size, bold=bold), colour, anchor, halo))

    def png(self) -> bytes:
        """Return the picture as a PNG."""
        picture = self._image.reduce(FINER)
        draw = ImageDraw.Draw(picture)
        for one in self._texts:
            edge = HALO if one.halo else 0
            draw.text(
                one.at, one.text, one.colour, one.font, one.anchor,
                stroke_width=edge, stroke_fill=one.halo,
            )  # fmt: skip
        written = BytesIO()
        picture.save(written, "PNG", compress_level=COMPRESSION)
        return written.getvalue()

"""Shapes and text on a picture.

Shapes are drawn twice as large and scaled down, which smooths their edges; text is set at its
final size, where the font's own smoothing is best. The font holds Latin, Greek and Cyrillic
letters, digits and currency signs: ask `can_write` before any other text.
"""

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent / "fonts"
FINER = 2
# Pixels are few and alike: the quickest compression is nearly as small as the best.
COMPRESSION = 2
HALO = 4
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


@cache
def _font(size: int, *, bold: bool) -> ImageFont.FreeTypeFont:
    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _looks(character: str) -> bytes:
    return bytes(_font(32, bold=False).getmask(character))


def can_write(text: str) -> bool:
    """Say whether the font has every character of `text`."""
    missing = _looks(NO_GLYPH)
    return all(character.isspace() or _looks(character) != missing for character in text)


def width_of(text: str, size: int, *, bold: bool = False) -> float:
    """Return how many pixels a line of text is wide."""
    return _font(size, bold=bold).getlength(text)


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
        self._texts.append(_Text(at, text, _font(size, bold=bold), colour, anchor, halo))

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

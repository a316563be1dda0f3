"""Colours and strokes that all paintings share."""

from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageOps

WIDTH, HEIGHT = 800, 600
DARK = 74  # the corners of a radial gradient
Colour = tuple[int, int, int]


def blend(a: Colour, b: Colour, share: float) -> Colour:
    """`share` of b in a."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue


def shade(colour: Colour, factor: float) -> Colour:
    red, green, blue = (min(255, max(0, round(c * factor))) for c in colour)
    return red, green, blue


def gradient(size: tuple[int, int], top: Colour, middle: Colour, bottom: Colour) -> Image.Image:
    """Top to bottom through a middle colour."""
    ramp = Image.linear_gradient("L").resize(size)
    return ImageOps.colorize(ramp, black=top, white=bottom, mid=middle)


def glow(canvas: Image.Image, centre: tuple[int, int], radius: int, colour: Colour,
         strength: float = 1.0) -> None:  # fmt: skip
    """Paint a light that fades outwards."""
    spot = ImageOps.invert(Image.radial_gradient("L")).resize((radius * 2, radius * 2))
    mask = spot.point([round(max(0, v - DARK) * 1.4 * strength) for v in range(256)])
    canvas.paste(colour, (centre[0] - radius, centre[1] - radius), mask)


def soften(canvas: Image.Image, box: tuple[int, int, int, int], radius: float) -> None:
    """Blur a part, as what lies far away or under water."""
    canvas.paste(canvas.crop(box).filter(ImageFilter.BoxBlur(radius)), box[:2])


def ridge(draw: ImageDraw.ImageDraw, dice: Random, *, base: int, rise: int, colour: Colour,
          steps: int = 10) -> None:  # fmt: skip
    """Paint a line of hills that fills down to the bottom."""
    points = [(0, HEIGHT), (0, base - dice.randint(0, rise))]
    for step in range(1, steps):
        x = WIDTH * step // steps + dice.randint(-18, 18)
        points.append((x, base - dice.randint(0, rise)))
    points += [(WIDTH, base - dice.randint(0, rise)), (WIDTH, HEIGHT)]
    draw.polygon(points, fill=colour)


def palm(
    draw: ImageDraw.ImageDraw, dice: Random, foot: tuple[int, int], height: int, colour: Colour
) -> None:
    """Paint a leaning trunk with seven fronds."""
    x, ground = foot
    lean = dice.randint(-30, 30)
    top = (x + lean, ground - height)
    draw.line([(x, ground), (x + lean // 3, ground - height // 2), top], fill=shade(colour, 0.8),
              width=max(4, height // 26), joint="curve")  # fmt: skip
    reach = height * 0.42
    for side, drop in ((-1, 0.5), (-0.8, 0.05), (-0.45, -0.3), (0.1, -0.38), (0.55, -0.25),
                       (0.85, 0.1), (1, 0.5)):  # fmt: skip
        tip = (top[0] + side * reach, top[1] + drop * reach)
        bend = (top[0] + side * reach * 0.5, top[1] - reach * 0.22 + drop * reach * 0.2)
        under = (bend[0], bend[1] + height * 0.07)
        draw.polygon([top, bend, tip, under], fill=colour)

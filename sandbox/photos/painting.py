"""Which picture is painted for a number, and how the outdoor ones come about."""

from io import BytesIO
from random import Random

from PIL import Image, ImageDraw

from sandbox.market.draws import happens

from .brush import HEIGHT, WIDTH, Colour, blend, glow, gradient, palm, ridge, shade, soften
from .rooms import paint_bedroom, paint_restaurant

SKIES: dict[str, tuple[Colour, Colour, Colour, Colour]] = {
    # top, middle, horizon, sun
    "noon": ((58, 134, 214), (132, 190, 236), (222, 240, 248), (255, 252, 230)),
    "sunset": ((52, 48, 104), (222, 104, 98), (255, 198, 122), (255, 236, 178)),
    "morning": ((112, 160, 214), (244, 200, 182), (255, 232, 200), (255, 246, 214)),
    "dusk": ((22, 28, 66), (78, 66, 128), (232, 142, 122), (255, 214, 170)),
}
FACADES: tuple[Colour, ...] = (
    (246, 238, 224),
    (236, 214, 186),
    (250, 246, 240),
    (226, 196, 168),
    (214, 224, 226),
    (240, 206, 190),
)
# colour, height of the farthest ridge, how much lower each nearer one is
HILLS: dict[str, tuple[Colour, int, int]] = {
    "mountain": ((92, 112, 132), 210, 55),
    "desert": ((196, 150, 104), 70, 0),
}
MOTIFS = ("exterior", "room", "pool", "restaurant")
HORIZON = 370


def paint_photo(key: str, number: int, scenery: str, stars: int) -> bytes:
    """Paint an 800 by 600 JPEG, the same for the same arguments.

    Numbers run through the motifs: outside, room, pool, restaurant, and again in another light.
    """
    dice = Random(f"{key}:{number}")
    house = Random(key)
    facade = house.choice(FACADES)
    motif = MOTIFS[(number - 1) % len(MOTIFS)]
    if motif == "room":
        canvas = paint_bedroom(dice, facade, scenery)
    elif motif == "restaurant":
        canvas = paint_restaurant(dice, facade)
    else:
        light = dice.choice(tuple(SKIES))
        canvas = _paint_backdrop(dice, scenery, light)
        dark = light in ("dusk", "sunset")
        _paint_building(ImageDraw.Draw(canvas), house, stars, facade, dark=dark)
        if motif == "pool":
            _paint_pool(canvas, dice, dark=dark)
        else:
            _paint_garden(ImageDraw.Draw(canvas), dice, scenery, dark=dark)
    out = BytesIO()
    canvas.save(out, "JPEG", quality=86)
    return out.getvalue()


def _paint_backdrop(dice: Random, scenery: str, light: str) -> Image.Image:
    """Sky, sun and clouds, and what lies in the distance."""
    top, middle, horizon, sun = SKIES[light]
    canvas = gradient((WIDTH, HEIGHT), top, middle, horizon)
    sky = gradient((WIDTH, HORIZON), top, middle, horizon)
    canvas.paste(sky, (0, 0))
    where = (dice.randint(90, 710), dice.randint(150, 300))
    glow(canvas, where, 260, sun, 0.9)
    draw = ImageDraw.Draw(canvas)
    radius = dice.randint(22, 34)
    draw.ellipse(
        [where[0] - radius, where[1] - radius, where[0] + radius, where[1] + radius], fill=sun
    )
    _paint_clouds(canvas, dice, blend(horizon, (255, 255, 255), 0.55))
    _paint_distance(canvas, ImageDraw.Draw(canvas), dice, scenery, light)
    return canvas


def _paint_clouds(canvas: Image.Image, dice: Random, colour: Colour) -> None:
    mask = Image.new("L", (WIDTH // 4, HORIZON // 4))
    draw = ImageDraw.Draw(mask)
    for _ in range(dice.randint(3, 6)):
        x, y = dice.randint(0, WIDTH // 4), dice.randint(8, 60)
        for _ in range(5):
            left, up = x + dice.randint(-24, 24), y + dice.randint(-4, 4)
            draw.ellipse([left, up, left + dice.randint(14, 40), up + dice.randint(4, 9)], fill=120)
    canvas.paste(colour, (0, 0), mask.resize((WIDTH, HORIZON), Image.Resampling.BICUBIC))


def _paint_distance(
    canvas: Image.Image, draw: ImageDraw.ImageDraw, dice: Random, scenery: str, light: str
) -> None:
    """Sea, hills, dunes or a skyline behind the house."""
    _, middle, horizon, sun = SKIES[light]
    if scenery in ("beach", "backwater"):
        near = blend((24, 116, 148), middle, 0.25)
        canvas.paste(
            gradient((WIDTH, 130), blend(near, horizon, 0.5), near, shade(near, 0.75)),
            (0, HORIZON - 60),
        )
        for _ in range(40):
            x, y = dice.randint(0, WIDTH), dice.randint(HORIZON - 55, HORIZON + 60)
            draw.line([(x, y), (x + dice.randint(10, 50), y)], fill=blend(near, sun, 0.45), width=1)
        if scenery == "backwater":
            for x in range(10, WIDTH, 70):
                palm(
                    draw,
                    dice,
                    (x, HORIZON - 52),
                    dice.randint(46, 84),
                    blend((26, 84, 58), middle, 0.3),
                )
        return
    if scenery == "city":
        _paint_skyline(draw, dice, blend((64, 78, 108), horizon, 0.45), sun)
        return
    tone, rise, fall = HILLS[scenery]
    for step, share in enumerate((0.6, 0.35, 0.1)):
        colour = blend(tone, horizon, share)
        ridge(draw, dice, base=HORIZON - 70 + 45 * step, rise=rise - fall * step, colour=colour)


def _paint_skyline(draw: ImageDraw.ImageDraw, dice: Random, colour: Colour, lit: Colour) -> None:
    x = -10
    while x < WIDTH:
        width, height = dice.randint(34, 88), dice.randint(60, 240)
        top = HORIZON + 20 - height
        tone = shade(colour, dice.uniform(0.85, 1.15))
        draw.rectangle([x, top, x + width, HORIZON + 60], fill=tone)
        for window_y in range(top + 10, HORIZON, 16):
            for window_x in range(x + 7, x + width - 8, 13):
                if happens(dice, 35):
                    draw.rectangle(
                        [window_x, window_y, window_x + 5, window_y + 7], fill=blend(tone, lit, 0.6)
                    )
        x += width + dice.randint(0, 8)


def _paint_building(
    draw: ImageDraw.ImageDraw, dice: Random, stars: int, facade: Colour, *, dark: bool
) -> None:
    """Paint the house, taller and wider with its stars; windows glow in the evening."""
    wall = shade(facade, 0.72 if dark else 1.0)
    floors, bays = stars + dice.randint(0, 2), 4 + stars + dice.randint(0, 2)
    floor, bay = 40, 44
    left = (WIDTH - bays * bay) // 2 + dice.randint(-60, 60)
    ground = HORIZON + 72
    top = ground - floors * floor
    right = left + bays * bay
    draw.rectangle([left, top, right, ground], fill=wall)
    draw.rectangle([right - bay, top, right, ground], fill=shade(wall, 0.88))
    if happens(dice, 50):
        roof = shade((176, 84, 58), 0.75 if dark else 1.0)
        draw.polygon(
            [(left - 18, top), ((left + right) // 2, top - 62), (right + 18, top)], fill=roof
        )
    else:
        draw.rectangle([left - 8, top - 12, right + 8, top], fill=shade(wall, 0.8))
    pane = (255, 216, 132) if dark else (116, 164, 190)
    for row in range(floors):
        for column in range(bays):
            x, y = left + column * bay + 10, top + row * floor + 9
            lit = pane if not dark or happens(dice, 70) else shade(wall, 0.55)
            draw.rounded_rectangle([x, y, x + 23, y + 22], 3, fill=lit)
            draw.rectangle([x - 3, y + 23, x + 26, y + 26], fill=shade(wall, 0.8))
    door = (left + right) // 2
    draw.rectangle([door - 46, ground - 44, door + 46, ground - 36], fill=shade(wall, 0.6))
    draw.rectangle([door - 24, ground - 36, door + 24, ground], fill=(255, 226, 160))


def _paint_garden(draw: ImageDraw.ImageDraw, dice: Random, scenery: str, *, dark: bool) -> None:
    """Lawn or sand, a path to the door, and what grows there."""
    dim = 0.62 if dark else 1.0
    sandy = scenery in ("beach", "desert")
    ground = shade((226, 200, 152) if sandy else (112, 156, 92), dim)
    draw.rectangle([0, HORIZON + 72, WIDTH, HEIGHT], fill=ground)
    for step in range(5):
        y = HORIZON + 90 + step * 28
        draw.line([(0, y), (WIDTH, y + dice.randint(-8, 8))], fill=shade(ground, 0.95), width=10)
    door = WIDTH // 2 + dice.randint(-40, 40)
    draw.polygon(
        [
            (door - 20, HORIZON + 72),
            (door + 20, HORIZON + 72),
            (door + 150, HEIGHT),
            (door - 150, HEIGHT),
        ],
        fill=shade((206, 194, 178), dim),
    )
    leaf = shade((40, 106, 62), dim * 0.9)
    if scenery == "mountain":
        for x in (30, 96, 640, 706, 768):
            tall = dice.randint(130, 230)
            for tier in range(3):
                y = HORIZON + 110 - tier * tall // 4
                wide = 46 - tier * 11
                draw.polygon(
                    [(x - wide, y), (x, y - tall // 2), (x + wide, y)],
                    fill=shade(leaf, 0.9 + tier * 0.1),
                )
    else:
        for x in (40, 120, 690, 770):
            palm(draw, dice, (x, HORIZON + 150 + dice.randint(0, 60)), dice.randint(210, 320), leaf)
    for _ in range(16):
        x = dice.choice((dice.randint(-20, 240), dice.randint(560, 800)))
        y = dice.randint(HORIZON + 80, HORIZON + 130)
        draw.ellipse([x, y, x + 62, y + 36], fill=shade(leaf, dice.uniform(0.9, 1.35)))


def _paint_pool(canvas: Image.Image, dice: Random, *, dark: bool) -> None:
    """Deck, water with the house mirrored in it, sunbeds and parasols."""
    dim = 0.66 if dark else 1.0
    draw = ImageDraw.Draw(canvas)
    draw.rectangle([0, HORIZON + 72, WIDTH, HEIGHT], fill=shade((214, 196, 170), dim))
    top, depth = HORIZON + 96, HEIGHT - HORIZON - 96
    mirror = canvas.crop((0, top - depth - 20, WIDTH, top - 20)).transpose(
        Image.Transpose.FLIP_TOP_BOTTOM
    )
    water = gradient((WIDTH, depth), (96, 204, 214), (44, 168, 196), (22, 118, 160))
    surface = Image.blend(water, mirror, 0.34 if dark else 0.2)
    shape = Image.new("L", (WIDTH, depth))
    ImageDraw.Draw(shape).polygon([(150, 0), (650, 0), (WIDTH, depth), (0, depth)], fill=255)
    canvas.paste(surface, (0, top), shape)
    soften(canvas, (0, top + 8, WIDTH, HEIGHT), 2)
    draw = ImageDraw.Draw(canvas)
    for _ in range(26):
        x, y = dice.randint(160, 640), dice.randint(top + 12, HEIGHT - 8)
        draw.line([(x, y), (x + dice.randint(12, 60), y)], fill=(206, 240, 242), width=2)
    draw.line([(150, top), (650, top)], fill=shade((250, 246, 236), dim), width=6)
    cloth = dice.choice(((214, 92, 78), (236, 178, 74), (70, 130, 158), (248, 244, 234)))
    for x in (34, 112, 674, 752):
        y = HORIZON + 84 + dice.randint(0, 10)
        draw.rectangle([x - 1, y - 74, x + 2, y], fill=shade((120, 96, 74), dim))
        draw.polygon([(x - 44, y - 54), (x, y - 84), (x + 44, y - 54)], fill=shade(cloth, dim))
        draw.polygon(
            [
                (x - 32, y + 6),
                (x + 22, y + 6),
                (x + 34, y - 12),
                (x + 38, y - 8),
                (x + 24, y + 14),
                (x - 32, y + 14),
            ],
            fill=shade((252, 250, 244), dim),
        )

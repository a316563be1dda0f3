"""Indoor pictures: a bedroom with a view, and a laid table."""

from random import Random

from PIL import Image, ImageDraw

from sandbox.market.draws import happens

from .brush import HEIGHT, WIDTH, Colour, blend, glow, gradient, palm, shade

TEXTILES: tuple[Colour, ...] = (
    (38, 92, 112),
    (170, 78, 62),
    (92, 112, 84),
    (196, 148, 74),
    (86, 74, 116),
    (142, 66, 88),
)
WOODS: tuple[Colour, ...] = ((146, 104, 70), (112, 78, 54), (176, 134, 94))
VIEWS: dict[str, tuple[Colour, Colour]] = {
    "beach": ((52, 142, 160), (222, 198, 150)),
    "backwater": ((58, 128, 128), (96, 148, 84)),
    "mountain": ((112, 130, 150), (86, 132, 84)),
    "desert": ((200, 158, 114), (216, 184, 136)),
    "city": ((120, 136, 162), (104, 146, 92)),
}
LAMP = (255, 224, 156)


def paint_bedroom(dice: Random, facade: Colour, scenery: str) -> Image.Image:
    wall = blend(facade, (255, 255, 255), 0.25)
    wood, textile = dice.choice(WOODS), dice.choice(TEXTILES)
    canvas = gradient((WIDTH, HEIGHT), shade(wall, 0.9), wall, shade(wall, 0.94))
    draw = ImageDraw.Draw(canvas)
    draw.polygon([(0, 470), (WIDTH, 470), (WIDTH, HEIGHT), (0, HEIGHT)], fill=wood)
    for x in range(-200, WIDTH + 200, 90):
        draw.line([(x + (400 - x) // 3, 470), (x, HEIGHT)], fill=shade(wood, 0.88), width=2)
    mirrored = happens(dice, 50)
    _paint_window(canvas, dice, textile, scenery)
    _paint_bed(canvas, dice, wood, textile)
    if mirrored:
        canvas = canvas.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    return canvas


def _paint_window(canvas: Image.Image, dice: Random, textile: Colour, scenery: str) -> None:
    """Paint a wide window on the left with what lies before this hotel, between curtains."""
    left, top, right, bottom = 60, 90, 330, 400
    view = gradient((right - left, bottom - top), (94, 160, 222), (188, 220, 240), (250, 232, 204))
    canvas.paste(view, (left, top))
    draw = ImageDraw.Draw(canvas)
    far, near = VIEWS[scenery]
    if scenery in ("beach", "backwater"):
        draw.rectangle([left, 300, right, bottom], fill=far)
    else:
        rise = 150 if scenery == "mountain" else 60
        peaks = [(x, 320 - dice.randint(rise // 3, rise)) for x in range(left, right + 1, 45)]
        draw.polygon([(left, bottom), *peaks, (right, bottom)], fill=far)
    draw.rectangle([left, 360, right, bottom], fill=near)
    if scenery != "mountain":
        palm(draw, dice, (right - 60, bottom), 190, (46, 108, 70))
    for x in (left, (left + right) // 2, right):
        draw.rectangle([x - 5, top, x + 5, bottom], fill=(250, 248, 244))
    draw.rectangle([left - 12, bottom, right + 12, bottom + 14], fill=(244, 240, 232))
    for start in (left - 42, right - 8):
        for fold_x in range(5):
            tone = shade(textile, 1.25 if fold_x % 2 else 1.08)
            draw.rectangle(
                [start + fold_x * 10, top - 26, start + fold_x * 10 + 10, 470], fill=tone
            )
    draw.rectangle([left - 60, top - 34, right + 60, top - 26], fill=(90, 74, 62))


def _paint_bed(canvas: Image.Image, dice: Random, wood: Colour, textile: Colour) -> None:
    draw = ImageDraw.Draw(canvas)
    draw.rounded_rectangle([400, 250, 770, 470], 14, fill=shade(wood, 0.8))
    for x in range(418, 760, 58):
        draw.rounded_rectangle([x, 266, x + 44, 400], 6, fill=shade(wood, 0.95))
    frame = [440, 90, 730, 220]
    draw.rectangle(frame, fill=(246, 242, 236), outline=shade(wood, 0.7), width=6)
    for _ in range(7):
        x, y = dice.randint(460, 660), dice.randint(106, 170)
        draw.ellipse(
            [x, y, x + dice.randint(20, 60), y + dice.randint(14, 40)],
            fill=blend(dice.choice(TEXTILES), (246, 242, 236), 0.35),
        )
    draw.polygon([(404, 420), (766, 420), (WIDTH + 40, 590), (330, 590)], fill=(250, 248, 244))
    draw.polygon([(378, 490), (788, 490), (WIDTH + 40, 590), (330, 590)], fill=textile)
    draw.polygon([(384, 482), (782, 482), (790, 504), (372, 504)], fill=shade(textile, 1.3))
    for x in (430, 596):
        draw.rounded_rectangle([x, 356, x + 146, 428], 26, fill=(255, 255, 252))
        draw.rounded_rectangle([x + 28, 384, x + 118, 434], 18, fill=shade(textile, 1.15))
    for x in (372, 790):
        draw.rectangle([x - 34, 428, x + 24, 500], fill=shade(wood, 0.7))
        glow(canvas, (x - 4, 366), 120, LAMP, 0.7)
        draw.polygon([(x - 26, 384), (x - 16, 346), (x + 10, 346), (x + 20, 384)], fill=LAMP)
        draw.rectangle([x - 6, 384, x, 428], fill=(96, 80, 66))


def paint_restaurant(dice: Random, facade: Colour) -> Image.Image:
    night = happens(dice, 50)
    wall = blend(facade, (74, 52, 48) if night else (255, 248, 238), 0.6)
    wood, textile = dice.choice(WOODS), dice.choice(TEXTILES)
    canvas = gradient((WIDTH, HEIGHT), shade(wall, 0.72), wall, shade(wall, 0.85))
    draw = ImageDraw.Draw(canvas)
    for left in (40, 300, 560):
        view = (
            ((24, 30, 66), (70, 64, 118), (214, 138, 118))
            if night
            else ((112, 176, 226), (190, 222, 240), (236, 240, 222))
        )
        canvas.paste(gradient((200, 250), *view), (left, 60))
        draw.rectangle([left, 60, left + 200, 310], outline=shade(wood, 0.8), width=9)
        draw.line([(left + 100, 60), (left + 100, 310)], fill=shade(wood, 0.8), width=6)
    draw.rectangle([0, 350, WIDTH, HEIGHT], fill=shade(wood, 0.7))
    for x in (140, 400, 660):
        y = dice.randint(120, 170)
        draw.line([(x, 0), (x, y)], fill=(60, 50, 44), width=3)
        glow(canvas, (x, y + 22), 170, LAMP, 0.95 if night else 0.5)
        draw.pieslice([x - 34, y - 10, x + 34, y + 54], 180, 360, fill=shade(textile, 0.9))
        draw.ellipse([x - 12, y + 12, x + 12, y + 34], fill=LAMP)
    for x, y, size in ((140, 400, 0.7), (660, 400, 0.7), (400, 470, 1.15)):
        _lay_table(draw, dice, (x, y), size, textile)
    return canvas


def _lay_table(
    draw: ImageDraw.ImageDraw, dice: Random, at: tuple[int, int], size: float, textile: Colour
) -> None:
    """Paint a round table with a cloth, two plates, glasses and flowers."""
    x, y = at
    wide, high = round(190 * size), round(62 * size)
    for side in (-1, 1):
        chair = x + side * round(wide * 0.92)
        back = round(110 * size)
        draw.rounded_rectangle(
            [chair - 26, y - back, chair + 26, y + back // 2], 12, fill=shade(textile, 0.8)
        )
    draw.polygon(
        [
            (x - wide, y),
            (x + wide, y),
            (x + round(wide * 0.86), y + round(150 * size)),
            (x - round(wide * 0.86), y + round(150 * size)),
        ],
        fill=(228, 222, 212),
    )
    draw.ellipse([x - wide, y - high, x + wide, y + high], fill=(252, 249, 243))
    for side in (-1, 1):
        plate, wide_plate = x + side * round(wide * 0.55), round(56 * size)
        draw.ellipse([plate - wide_plate, y - 18, plate + wide_plate, y + 22], fill=(236, 232, 226))
        draw.ellipse(
            [plate - wide_plate // 2, y - 8, plate + wide_plate // 2, y + 12],
            fill=dice.choice(((206, 108, 70), (120, 152, 84), (222, 178, 96))),
        )
        glass = x + side * round(wide * 0.2)
        draw.rectangle([glass - 2, y - 30, glass + 2, y], fill=(214, 220, 226))
        draw.ellipse([glass - 13, y - 62, glass + 13, y - 24], fill=(150, 44, 60))
    draw.rectangle([x - 7, y - 34, x + 7, y - 4], fill=(190, 206, 214))
    for _ in range(7):
        bloom = (x + dice.randint(-24, 24), y - dice.randint(40, 78))
        draw.line([(x, y - 30), bloom], fill=(74, 118, 74), width=2)
        draw.ellipse(
            [bloom[0] - 8, bloom[1] - 8, bloom[0] + 8, bloom[1] + 8], fill=shade(textile, 1.4)
        )

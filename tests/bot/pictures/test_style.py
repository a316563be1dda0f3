"""Light or dark pictures, as the traveller chooses."""

from bot.pictures.style import DARK, LIGHT, Palette
from domain.accounts.travellers import meet_traveller
from tests.sandbox_client import SandboxClient, Traveller, labels
from tests.scene import Scene


async def test_the_style_of_pictures_is_a_setting(
    sandbox: SandboxClient, asha: Traveller, scene: Scene
) -> None:
    await sandbox.say(asha, "/settings")
    await sandbox.wait_for(asha, "Pictures: light")
    await sandbox.press(asha, "🌗 Pictures")
    await sandbox.wait_for(asha, lambda m: "✓ light" in labels(m))
    await sandbox.press(asha, "dark")
    await sandbox.wait_for(asha, "Pictures: dark")
    chat_id = await scene.app.pool.fetchval("SELECT id FROM chats")
    known = await meet_traveller(chat_id, "Asha", "en-IN", scene.clock.now())
    assert known.picture_style == "dark"


def _brightness(colour: str) -> float:
    """Return a colour's relative luminance (WCAG 2), from 0 to 1."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_brightness(one), _brightness(other)))
    return (high + 0.05) / (low + 0.05)


def _pairs(palette: Palette) -> list[tuple[str, str]]:
    return [
        *((ink, palette.paper) for ink in (palette.ink, palette.quiet, palette.line, palette.low)),
        *((palette.on_scale, shade) for shade in palette.scale),
    ]


def test_whatever_is_written_can_be_read() -> None:
    # 4.5 : 1 is what the guidelines ask of text.
    for palette in (LIGHT, DARK):
        assert min(_contrast(*pair) for pair in _pairs(palette)) >= 4.5

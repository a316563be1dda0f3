"""The colours of pictures: one set for light chats, one for dark ones."""

from dataclasses import dataclass

from domain.accounts.models import PictureStyle


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as #rrggbb. `scale` goes from cheap to dear; `on_scale` is the ink upon it."""

    paper: str
    ink: str
    quiet: str
    grid: str
    line: str
    area: str
    low: str
    usual: str
    gap: str
    scale: tuple[str, ...]
    on_scale: str


LIGHT = Palette(
    paper="#ffffff", ink="#222b36", quiet="#6b7683", grid="#e4e8ec", line="#1f7a5c",
    area="#e3f1ec", low="#c2410c", usual="#fdf0cf", gap="#eceff2",
    scale=("#a7dfbd", "#d3edcb", "#f7efc0", "#f9d5a7", "#f3b3a2"), on_scale="#1d2630",
)  # fmt: skip
DARK = Palette(
    paper="#17212b", ink="#f1f4f7", quiet="#93a1b0", grid="#2a3744", line="#4fd1a1",
    area="#1d3a38", low="#ff9d66", usual="#3a3a2b", gap="#222e3a",
    scale=("#1f7d55", "#3e6f4b", "#6d6636", "#86562f", "#8f3f38"), on_scale="#ffffff",
)  # fmt: skip
PALETTES = {PictureStyle.LIGHT: LIGHT, PictureStyle.DARK: DARK}

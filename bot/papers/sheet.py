"""Vouchers and receipts as PDF, in any script that the bundled fonts cover.

Typst sets them: what is written is handed over as data, and so is inert whatever it holds. Noto
Sans is here in full for twenty scripts; Chinese, Japanese and Korean are drawn where the machine
has a font for them, as the image does.
"""

import asyncio
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import typst

from bot.papers.codes import code_svg

HERE = Path(__file__).parent
TEMPLATE = (HERE / "sheet.typ").read_bytes()
# A booking of ten rooms, and terms as long as a supplier writes them.
MOST_PARTS, MOST_LINES, MOST_NOTES = 12, 60, 40
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of a sheet: pairs of a label and a value, then free lines."""

    heading: str
    lines: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A voucher or receipt, in words. `code` is what its square code says; none where empty."""

    language: str
    issuer: str
    title: str
    subtitle: str
    reference_label: str
    reference: str
    parts: tuple[Part, ...]
    footer: str = ""
    code: str = ""


@lru_cache(maxsize=1)
def _fonts() -> tuple[typst.Fonts, str]:
    """Return the fonts and their families' names: read once, about 30 ms."""
    folder = HERE / "fonts"
    own = typst.Fonts(
        include_system_fonts=True, include_embedded_fonts=False, font_paths=[str(folder)]
    )
    scripts = (
        path.stem.removeprefix("NotoSans").partition("-")[0] for path in folder.glob("*.ttf")
    )
    families = ["Noto Sans", *(f"Noto Sans {script}" for script in sorted(set(scripts)) if script)]
    return own, json.dumps(families)


def draw_sheet(sheet: Sheet) -> bytes:
    """Return a sheet as PDF: the same bytes for the same sheet. Takes some 20 ms of a processor."""
    fonts, families = _fonts()
    pdf: bytes = typst.compile(
        TEMPLATE,
        font_paths=fonts,
        sys_inputs={
            "sheet": json.dumps(_bounded(sheet), ensure_ascii=False),
            "fonts": families,
            "code": code_svg(sheet.code) if sheet.code else "",
        },
        timestamp=0,
    )
    return pdf


async def sheet_pdf(sheet: Sheet) -> bytes:
    """Return a sheet as PDF without blocking the event loop."""
    return await asyncio.to_thread(draw_sheet, sheet)


def _bounded(sheet: Sheet) -> dict[str, object]:
    """Return the sheet as data, each text cut to what a page holds."""
    told = asdict(sheet)
    told["parts"] = [
        {
            "heading": _text(part.heading),
            "lines": [[_text(label), _text(value)] for label, value in part.lines[:MOST_LINES]],
            "notes": [_text(note) for note in part.notes[:MOST_NOTES]],
        }
        for part in sheet.parts[:MOST_PARTS]
    ]
    return {name: _text(value) if isinstance(value, str) else value for name, value in told.items()}


def _text(text: str) -> str:
    """Return a text that can be written: halves of pairs and what no font draws are taken out."""
    written = "".join(sign for sign in text if sign.isprintable() or sign in "\n\u200c\u200d")
    return written.encode("utf-8", "ignore").decode()[:LONGEST_TEXT]

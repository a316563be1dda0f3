"""Square codes that a phone reads (QR), as a picture to set into a page."""

import io

import segno

# Longer codes do not scan well from paper.
LONGEST_CODE = 700
SCALE = 8


def code_svg(text: str) -> str:
    """Return a code as SVG. Raises ValueError for an empty text or one too long to be scanned."""
    picture = io.BytesIO()
    _code(text).save(picture, kind="svg", scale=SCALE, border=1, xmldecl=False)
    return picture.getvalue().decode()


def _code(text: str) -> segno.QRCode:
    if not text or len(text) > LONGEST_CODE:
        raise ValueError(f"a code holds 1 to {LONGEST_CODE} characters")
    return segno.make_qr(text, error="m", encoding="utf-8")

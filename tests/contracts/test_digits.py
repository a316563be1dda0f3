"""What is taken for a digit can be counted with.

`str.isdigit` holds for ⓵ and ፩ as well, of which `int` makes nothing: whoever writes one would
meet an error screen. `str.isdecimal` holds for what `int` and `Decimal` read, in any script.
"""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("bot", "domain", "operations", "webhooks", "workers")
LOOSE = re.compile(r"\bisdigit\b|\bisnumeric\b")
# Of bytes, which know no such digits.
OF_BYTES = {"webhooks/middlewares/bodies.py"}


def test_digits_are_what_can_be_counted_with() -> None:
    loose = [
        path.relative_to(ROOT).as_posix()
        for root in PRODUCT
        for path in (ROOT / root).rglob("*.py")
        if LOOSE.search(path.read_text())
    ]
    assert set(loose) <= OF_BYTES

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


# Columns hold three decimals, for dinars: a yen read without `Money.of` is 5000.000.
UNROUNDED = re.compile(r"\bMoney\((?:row\[|r\[|\w+\.\w*(?:total|amount|balance))")


def test_stored_amounts_are_read_to_the_minor_unit_of_their_currency() -> None:
    unrounded = [
        f"{path.relative_to(ROOT).as_posix()}: {line.strip()}"
        for path in (ROOT / "domain").rglob("*.py")
        for line in path.read_text().splitlines()
        if path.name != "money.py" and UNROUNDED.search(line)
    ]
    assert unrounded == []

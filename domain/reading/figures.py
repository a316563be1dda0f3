"""Numbers as people write them: 1,20,000 and 1.200,50, 1 234 and 12'000, read by position."""

import re
from decimal import Decimal

# Groups of digits before the last one have two digits in India and three elsewhere.
_GROUPED = re.compile(r"\d{1,3}(?:(?:\D\d{3})+|(?:\D\d{2})*\D\d{3})")
_SPACES = " '_\u066c"
MOST_DIGITS = 40
THREE = 3


def read_figure(
    written: str, decimal_mark: str, places: int, *, is_scaled: bool = False
) -> Decimal | None:
    """Return the number that `written` (digits with signs between) means; None if it is none.

    Of two different signs, the last one begins the fraction. One sign used repeatedly groups
    digits. Three digits after a single sign are a group, any other number a fraction; but three
    are a fraction too if that sign is the traveller's decimal mark and the currency has as many
    `places`, or a word for a scale follows ("1.250 million").
    """
    plain = written.strip(_SPACES)
    if not plain or sum(map(str.isdecimal, plain)) > MOST_DIGITS:
        return None
    signs = [one for one in plain if not one.isdecimal()]
    last = signs[-1] if signs else ""
    others = set(signs[:-1])
    if last in {"", *_SPACES, *others}:
        return _grouped(plain) if others <= {last} else None
    whole, _, fraction = plain.rpartition(last)
    if others:
        return _joined(_grouped(whole), fraction) if len(others) == 1 else None
    is_fraction = _is_fraction(whole, fraction, last, decimal_mark, places, is_scaled)
    if last == "\u066b" or is_fraction:
        return _joined(Decimal(whole), fraction) if whole else None
    return _grouped(plain)


def _is_fraction(
    whole: str, fraction: str, sign: str, decimal_mark: str, places: int, is_scaled: bool
) -> bool:
    if len(fraction) < THREE:
        return True
    if sign == decimal_mark and (is_scaled or len(fraction) == places):
        return True
    return len(fraction) == THREE and whole.strip("0") == ""


def _joined(whole: Decimal | None, fraction: str) -> Decimal | None:
    return None if whole is None else whole + Decimal(int(fraction)).scaleb(-len(fraction))


def _grouped(written: str) -> Decimal | None:
    if written.isdecimal():
        return Decimal(written)
    if _GROUPED.fullmatch(written) is None or written.startswith("0"):
        return None
    return Decimal(re.sub(r"\D", "", written))

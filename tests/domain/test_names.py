"""Names that are typed: something of them can be seen."""

import pytest

from domain.names import name_of

INVISIBLE = [
    "", "  ", "\u200b", "\u200d\u200c", "\u2060", "\ufeff", "\u00ad", "\u202e", "\u3164",
    "\u115f\u1160", "\uffa0", "\u2800", "\ufe0f", "\u034f", "\u00a0\u3000", "\u0301", "\x07",
    "\ue000", "\U000e0041", "\u2066 \u2069",
]  # fmt: skip


@pytest.mark.parametrize("typed", INVISIBLE, ids=ascii)
def test_what_cannot_be_seen_is_no_name(typed: str) -> None:
    assert name_of(typed) == ""


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("  Goa \n in\tDecember ", "Goa in December"),
        ("नई दिल्ली", "नई दिल्ली"),
        ("क्\u200dष", "क्\u200dष"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("…", "…"),
        ("a\x00b\x07", "ab"),
    ],
)
def test_a_name_stays_as_it_was_typed(typed: str, name: str) -> None:
    assert name_of(typed) == name

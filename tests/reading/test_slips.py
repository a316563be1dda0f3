"""Slips of the keyboard: two letters exchanged, and a line in the other layout."""

import pytest

from domain.reading.slips import in_right_layout, mended

SLIPS = [
    ("en", "3 nigths htoel in goa from 12 dec", "3 nights hotel in goa from 12 dec"),
    ("en", "20-24 jaunary fmaily room", "20-24 january family room"),
    ("es", "hotle en Cusco 3 nohces", "hotel en Cusco 3 noches"),
    ("ru", "отлеь в сочи на 3 ночи", "отель в сочи на 3 ночи"),
]
# Names and words that lists know stay as they are.
KEPT = [
    ("en", "room in Shamli 12-14 dec"), ("en", "hotel in baraot 2 adults"),
    ("es", "hotel en Cádiz 3 noches"), ("en", "form 3 to 5 march in Nice"),
]  # fmt: skip
LAYOUTS = [
    ("jntkm d vjcrdt 12-14 ltrf,hz", "отель в москве 12-14 декабря"),
    ("jntkm d cjxb, 12 ltrf,hz", "отель в сочи, 12 декабря"),
    ("рщеуд шт пщф 12-14 вус", "hotel in goa 12-14 dec"),
    ("hotel in goa 12-14 dec", "hotel in goa 12-14 dec"),
    ("отель в москве", "отель в москве"),
    ("Kyzyl", "Kyzyl"),
]


@pytest.mark.parametrize(("language", "typed", "meant"), SLIPS)
def test_exchanged_letters_are_put_right(language: str, typed: str, meant: str) -> None:
    assert mended(typed, language) == meant


@pytest.mark.parametrize(("language", "typed"), KEPT)
def test_other_words_are_kept(language: str, typed: str) -> None:
    assert mended(typed, language) == typed


@pytest.mark.parametrize(("typed", "meant"), LAYOUTS)
def test_a_line_in_the_other_layout_is_read_in_the_right_one(typed: str, meant: str) -> None:
    assert in_right_layout(typed) == meant

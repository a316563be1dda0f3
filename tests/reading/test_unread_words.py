"""What was not understood is remembered for a while: without who wrote it, and not for ever."""

from datetime import timedelta

import pytest

from domain.accounts.travellers import Traveller, meet_traveller
from domain.app import App
from domain.reading.meanings import Request
from domain.reading.models import NextStep
from domain.reading.unread_words import (
    KEPT_FOR,
    SOON,
    forget_unread,
    note_next_step,
    remember_unread,
    rememberable,
    unread_words,
)
from tests.conftest import FakeClock


async def meet(app: App, number: int) -> Traveller:
    """Return their own traveller."""
    return await meet_traveller(number, f"Traveller {number}", "en", app.clock.now())


async def write(app: App, number: int, text: str, *words: str) -> Traveller:
    """Have a traveller write a line with some words that are not understood."""
    traveller = await meet(app, number)
    await remember_unread(app, traveller.user_id, traveller.language, text, words, Request.STAY)
    return traveller


async def test_a_word_is_shown_once_three_travellers_wrote_it(app: App) -> None:
    for number in (1, 2):
        await write(app, number, f"Goa {number} dec staycation", "staycation")
    await write(app, 1, "Goa staycation again", "staycation")
    assert await unread_words(app.pool, app.clock.now()) == ()
    await write(app, 3, "Staycation in Pune", "Staycation")
    (word,) = await unread_words(app.pool, app.clock.now())
    assert (word.word, word.travellers, word.lines) == ("staycation", 3, 4)
    assert word.requests == (Request.STAY,)
    assert word.next_step is None


async def test_it_is_forgotten_after_thirty_days(app: App, clock: FakeClock) -> None:
    for number in (1, 2, 3):
        await write(app, number, "Goa staycation", "staycation")
    clock.advance(KEPT_FOR + timedelta(minutes=1))
    assert await unread_words(app.pool, clock.now()) == ()
    await forget_unread(app.pool, clock.now())
    assert await app.pool.fetchval("SELECT count(*) FROM unread_lines") == 0


async def test_what_was_written_is_kept_as_a_hash_alone(app: App) -> None:
    await write(app, 1, "Goa with Priya, staycation", "staycation")
    (row,) = await app.pool.fetch("SELECT * FROM unread_lines")
    assert row["words"] == ["staycation"]
    assert "priya" not in str(dict(row)).lower()


async def test_what_came_next_is_noted_once_and_only_soon(app: App, clock: FakeClock) -> None:
    for number in (1, 2, 3):
        traveller = await write(app, number, "Goa staycation", "staycation")
        await note_next_step(app, traveller.user_id, NextStep.WROTE_AGAIN)
        await note_next_step(app, traveller.user_id, NextStep.SEARCHED)
    (word,) = await unread_words(app.pool, clock.now())
    assert word.next_step is NextStep.WROTE_AGAIN
    late = await write(app, 4, "Goa workation", "workation")
    clock.advance(SOON + timedelta(minutes=1))
    await note_next_step(app, late.user_id, NextStep.SEARCHED)
    steps = await app.pool.fetch(
        "SELECT next_step FROM unread_lines WHERE user_id = $1", late.user_id
    )
    assert [row["next_step"] for row in steps] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "write to asha.rao@example.com zorbing",
        "ask @asha_rao zorbing",
        "call me +91 98300 12345 zorbing",
        "zorbing https://example.com/a",
        "zorbing 4012 8888 8888 1881",
        "passport 512345678 zorbing",
    ],
)
def test_nothing_is_kept_of_a_line_that_tells_how_somebody_is_reached(text: str) -> None:
    assert rememberable(text, text.split()) == ()


@pytest.mark.parametrize(
    ("text", "personal"),
    [
        ("zorbing hotel near 14 Baker Street", "baker"),
        ("zorbing in goa, flat 12 Krishna nagar", "krishna"),
        ("zorbing дешёвый отель улица Ленина 5", "ленина"),
        ("zorbing hotel cerca calle Serrano 40", "serrano"),
    ],
)
def test_an_address_is_cut_out(text: str, personal: str) -> None:
    kept = rememberable(text, text.split())
    assert personal not in kept
    assert "zorbing" in kept


def test_numbers_and_endless_words_are_not_kept() -> None:
    assert rememberable("x", ["zorbing", "a1b2", "x" * 40, "q", "zorbing"]) == ("zorbing",)

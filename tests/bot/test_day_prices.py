"""The calendar's marks: thirds of what is known, and nothing from too little."""

from datetime import date, timedelta

from bot.buttons.calendar import calendar_keyboard
from bot.locales import translator
from bot.search.day_price_words import CHEAP, DEAR, MIDDLE, mark_days, marks_line
from domain.money import Money
from tests.bot.test_conversations import more, results
from tests.sandbox_client import SandboxClient, Traveller, labels, words

FIRST = date(2026, 12, 1)
ENGLISH = translator("en")


def nights(*totals: int) -> dict[date, Money]:
    return {FIRST + timedelta(n): Money.of(total, "INR") for n, total in enumerate(totals)}


def test_days_fall_into_thirds_by_price() -> None:
    marks = mark_days(nights(5000, 4000, 6000, 9000, 4500, 7000))
    assert marks is not None
    assert "".join(marks.marks[FIRST + timedelta(n)] for n in range(6)) == (
        MIDDLE + CHEAP + MIDDLE + DEAR + CHEAP + DEAR
    )
    told = marks_line(marks, ENGLISH)
    assert told == ("Cheapest night known: 🟢 ₹4,000 to ₹4,500 · 🟡 up to ₹6,000 · 🔴 more")


def test_too_few_days_have_no_marks_and_equal_ones_one() -> None:
    assert mark_days(nights(4000, 5000)) is None
    same = mark_days(nights(4000, 4000, 4000))
    assert same is not None
    assert set(same.marks.values()) == {CHEAP}
    assert marks_line(same, ENGLISH) == "🟢 known from ₹4,000 a night"


def test_a_mark_stands_beside_its_day() -> None:
    board = calendar_keyboard(FIRST, FIRST, ENGLISH, told={date(2026, 12, 12): CHEAP})
    shown = [b.text for row in board.inline_keyboard for b in row]
    assert "12🟢" in shown
    assert "13" in shown


async def test_the_calendar_knows_what_searches_saw(
    sandbox: SandboxClient, asha: Traveller
) -> None:
    for first in (5, 12, 19):
        await results(sandbox, asha, f"Goa {first}-{first + 3} dec 2 adults")
    await more(sandbox, asha)
    await sandbox.press(asha, "📅 19–22 Dec")
    december = await sandbox.wait_for(asha, lambda m: "12🟢" in labels(m))
    assert "known from ₹1,667 a night" in words(december)

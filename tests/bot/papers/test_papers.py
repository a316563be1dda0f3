"""What is handed over as a file: pages in any script, calendars, codes."""

import re
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

import bot.papers
from bench.yardstick import yardstick
from bot.papers.calendars import Entry, write_calendar
from bot.papers.codes import LONGEST_CODE, code_svg
from bot.papers.sheet import Part, Sheet, draw_sheet, sheet_pdf
from tests.ticks import ticking

FONTS = Path(bot.papers.__file__).parent / "fonts"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SCRIPTS = {
    "Latin": "Željko Ünsal-O’Brien Đặng",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Cyrillic": "Артём Щёголев",
    "Devanagari": "प्रियंका शर्मा · ताज महल",
    "Arabic": "محمد عبد الله",
    "Hebrew": "יוסי כהן",
    "Bengali": "শ্রেয়া ঘোষ",
    "Tamil": "சுப்பிரமணியம்",
    "Telugu": "వెంకటేశ్వర",
    "Kannada": "ಬೆಂಗಳೂರು",
    "Malayalam": "ആലപ്പുഴ",
    "Gujarati": "અમદાવાદ",
    "Gurmukhi": "ਅੰਮ੍ਰਿਤਸਰ",
    "Oriya": "ଭୁବନେଶ୍ୱର",
    "Sinhala": "කොළඹ",
    "Thai": "กรุงเทพมหานคร",
    "Lao": "ວຽງຈັນ",
    "Khmer": "ភ្នំពេញ",
    "Myanmar": "ရန်ကုန်",
    "Georgian": "თბილისი",
    "Armenian": "Երևան",
    "Ethiopic": "አዲስ አበባ",
}
MONEY = "₹ € £ ¥ ₽ ₺ ₩ ₫ ฿ ₴ ₦ ₱ · – — “ ” … ✓"


def sheet(name: str = "Asha Rao", **changes: object) -> Sheet:
    """Return a voucher for somebody."""
    told: dict[str, object] = {
        "language": "en",
        "issuer": "Often Hotels",
        "title": "Voucher",
        "subtitle": "Palm Grove, Goa",
        "reference_label": "Booking",
        "reference": "OH-7K2M-91XQ",
        "parts": (Part("Guests", (("Lead guest", name),), ("Free cancellation until 8 Dec.",)),),
        "code": "https://t.me/often_hotels_bot?start=b_1",
        **changes,
    }
    return Sheet(**told)  # type: ignore[arg-type] # a test's shorthand


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_of_every_script_have_their_letters(script: str) -> None:
    known: set[int] = set()
    for path in FONTS.glob("*Regular.ttf"):
        known |= set(TTFont(path).getBestCmap())
    missing = {sign for sign in SCRIPTS[script] if ord(sign) not in known and sign != " "}
    assert not missing
    assert draw_sheet(sheet(SCRIPTS[script])).startswith(b"%PDF")


def test_signs_of_money_have_their_shapes() -> None:
    known = set(TTFont(FONTS / "NotoSans-Regular.ttf").getBestCmap())
    assert {sign for sign in MONEY if ord(sign) not in known} <= {" ", "✓", "฿"}


def test_a_page_is_drawn_quickly_and_the_same_again() -> None:
    first = draw_sheet(sheet())
    begun = time.process_time()
    again = draw_sheet(sheet())
    drawn = (time.process_time() - begun) * 1000
    assert drawn < 150 * yardstick()["processor_ms"]
    assert first == again
    assert first != draw_sheet(sheet("Ravi Rao"))


async def test_drawing_holds_up_nobody() -> None:
    pages = []
    async with ticking() as ticks:
        for number in range(8):
            before = ticks.count
            pages.append(await sheet_pdf(sheet(f"Guest {number}")))
            assert ticks.count > before
    assert len(set(pages)) == 8


def test_what_is_written_is_inert() -> None:
    harmless = len(draw_sheet(sheet("plain")))
    for name in (
        '#panic("x")',
        '#read("/etc/passwd")',
        "$ x^2 $ *bold* _it_ <label> @ref \\u{41}",
        '"]); #sys.inputs (["',
        "```raw``` // comment /* */",
    ):
        drawn = draw_sheet(sheet(name))
        assert drawn.startswith(b"%PDF")
        assert abs(len(drawn) - harmless) < 20_000


@settings(max_examples=40, deadline=None)
@given(name=st.text(max_size=60), note=st.text(max_size=300))
def test_any_text_is_drawn(name: str, note: str) -> None:
    parts = (Part("Guests", ((name, note),), (note,)),)
    assert draw_sheet(sheet(parts=parts, code="")).startswith(b"%PDF")


def test_a_long_booking_goes_over_pages_and_ends() -> None:
    lines = tuple((f"Room {n}", "x" * 5_000) for n in range(500))
    parts = tuple(Part(f"Part {n}", lines, ("note " * 900,) * 90) for n in range(2))
    pages = re.search(rb"/Type/Pages/Count (\d+)", draw_sheet(sheet(parts=parts)))
    assert pages is not None
    assert 3 < int(pages[1]) < 100


def test_codes_are_pictures_that_hold_their_text() -> None:
    root = ET.fromstring(code_svg("OH-7K2M · Taj · नमस्ते"))  # noqa: S314 - ours
    assert int(root.attrib["width"]) == int(root.attrib["height"]) > 100
    assert code_svg("OH-1").startswith("<svg")
    assert code_svg("a") != code_svg("b")
    for text in ("", "x" * (LONGEST_CODE + 1)):
        with pytest.raises(ValueError, match="a code holds"):
            code_svg(text)


def entries() -> list[Entry]:
    """Return a stay and its deadline."""
    return [
        Entry(
            uid="booking-1@often-hotels",
            starts=date(2026, 12, 12),
            ends=date(2026, 12, 15),
            title="🏨 ताज, Goa; “suite”, 2",
            changed_at=NOW,
            text="Reference: OH-1\nFree until 8 Dec",
            place="1 Beach Road, Goa",
            link="https://example.com/b/1",
            remind_before=(timedelta(days=1),),
        ),
        Entry(
            uid="deadline-1@often-hotels",
            starts=datetime(2026, 12, 8, 9, 59, tzinfo=UTC),
            ends=datetime(2026, 12, 8, 9, 59, tzinfo=UTC),
            title="Last moment to cancel for free",
            changed_at=NOW,
            remind_before=(timedelta(days=3), timedelta(days=1)),
        ),
    ]


def events(written: bytes) -> list[Any]:
    """Return a calendar's events; the library gives each property its own type."""
    return list(Calendar.from_ical(written).walk("VEVENT"))


def test_a_calendar_reads_as_it_was_written() -> None:
    stay, deadline = events(write_calendar("Often Hotels", entries(), NOW))
    assert str(stay["summary"]) == "🏨 ताज, Goa; “suite”, 2"
    assert stay["dtstart"].dt == date(2026, 12, 12)
    assert stay["dtend"].dt == date(2026, 12, 16)  # the first day that is not part of it
    assert str(stay["description"]) == "Reference: OH-1\nFree until 8 Dec"
    assert deadline["dtstart"].dt == datetime(2026, 12, 8, 9, 59, tzinfo=UTC)
    assert len(deadline.walk("VALARM")) == 2
    assert {str(event["status"]) for event in (stay, deadline)} == {"CONFIRMED"}


def test_lines_are_folded_and_end_as_the_standard_has_it() -> None:
    written = write_calendar("Often Hotels", entries(), NOW)
    lines = written.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in written.replace(b"\r\n", b"")


def test_what_was_cancelled_says_so_and_reminds_of_nothing() -> None:
    gone = [
        Entry(
            uid="booking-1@often-hotels",
            starts=date(2026, 12, 12),
            ends=date(2026, 12, 15),
            title="Taj",
            changed_at=NOW + timedelta(days=1),
            remind_before=(timedelta(days=1),),
            is_cancelled=True,
        )
    ]
    [before, _] = events(write_calendar("x", entries(), NOW))
    [after] = events(write_calendar("x", gone, NOW))
    assert (str(after["status"]), after.walk("VALARM")) == ("CANCELLED", [])
    assert after["uid"] == before["uid"]
    assert int(after["sequence"]) > int(before["sequence"])


def test_a_calendar_without_entries_is_one() -> None:
    assert events(write_calendar("Often Hotels", [], NOW)) == []


@settings(max_examples=60, deadline=None)
@given(title=st.text(max_size=80), text=st.text(max_size=200))
def test_any_text_in_a_calendar_breaks_nothing(title: str, text: str) -> None:
    entry = Entry("u", date(2026, 1, 1), date(2026, 1, 2), title, NOW, text)
    assert len(events(write_calendar("x", [entry], NOW))) == 1

"""Lines that people write, handed over with how they should be read: judged row by row."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from domain.money import Money
from domain.search.values import Draft, Understanding

FILE = Path(__file__).parents[3] / "shared" / "data" / "phrases" / "handed.tsv"
TODAY = date(2026, 11, 30)
RIGHT, ASKED, WRONG = "right", "asked", "wrong"
COLUMNS = 9


@dataclass(frozen=True, slots=True)
class Row:
    """A line with what is expected of it; alternatives stand with a stroke between."""

    kind: str
    language: str
    text: str
    place: str
    dates: str
    party: str
    budget: str
    wishes: str
    note: str


def rows(*kinds: str, file: Path = FILE) -> Iterator[Row]:
    """Yield the rows of these kinds; none where the file is absent."""
    if not file.exists():
        return
    for line in file.read_text().splitlines():
        if line and not line.startswith("#"):
            parts = (line.split("\t") + [""] * COLUMNS)[:COLUMNS]
            if not kinds or parts[0] in kinds:
                yield Row(*parts)


def judge_stay(row: Row, read: Understanding) -> tuple[str, str]:
    """Return whether a line was read as a stay as it should be, asked about, or guessed
    wrongly.
    """
    draft = read.draft
    asks = bool(read.problems or read.left_over)
    verdicts = {
        "place": _place(row, draft, asks=asks),
        "dates": _dates(row, draft, asks=asks),
        "party": _party(row, draft, asks=asks),
        "budget": _budget(row, draft, asks=asks),
        "wishes": _wishes(row, draft),
    }
    wrong = [part for part, verdict in verdicts.items() if verdict == WRONG]
    asked = [part for part, verdict in verdicts.items() if verdict == ASKED]
    told = f"{row.text!r}: {wrong or asked} {_told(draft)} {read.problems} {read.left_over}"
    return (WRONG if wrong else ASKED if asked else RIGHT), told


def _told(draft: Draft) -> str:
    place = draft.destination.full_name if draft.destination else None
    rooms = _rooms(draft)
    near = draft.near.name if draft.near else ""
    least = draft.filters.least_a_night
    return (
        f"{place} @{near} {draft.check_in}..{draft.check_out} {rooms} "
        f"{draft.most_a_night or draft.most_in_all} >={least}"
    )


def _place(row: Row, draft: Draft, *, asks: bool) -> str:
    wanted = row.place.split("|")
    if draft.destination is None:
        return RIGHT if "ASK" in wanted else ASKED if asks else WRONG
    told = str(draft.destination.full_name) + (f" {draft.near.name}" if draft.near else "")
    told = with_plain(told)
    return RIGHT if any(one.split(",")[0] in told for one in wanted if one != "ASK") else WRONG


def with_plain(name: str) -> str:
    """Return a name with its plain spelling behind it: Rishīkesh Rishikesh."""
    plain = unicodedata.normalize("NFKD", name)
    return f"{name} {''.join(one for one in plain if not unicodedata.combining(one))}"


def _dates(row: Row, draft: Draft, *, asks: bool) -> str:
    if not row.dates:
        return RIGHT
    wanted = row.dates.split(", ")
    if draft.check_in is None or draft.check_out is None:
        return RIGHT if "ASK" in wanted else ASKED if asks or draft.missing else WRONG
    told = f"{draft.check_in}/{(draft.check_out - draft.check_in).days}"
    return RIGHT if told in wanted else WRONG


def _party(row: Row, draft: Draft, *, asks: bool) -> str:
    if not row.party:
        return RIGHT
    wanted = row.party.split(", ")
    is_asked = asks and "ASK" in wanted
    return RIGHT if is_asked or _rooms(draft) in wanted else ASKED if asks else WRONG


def _rooms(draft: Draft) -> str:
    each = (f"{r.adults}+{','.join(map(str, r.child_ages))}" for r in draft.rooms)
    return "/".join(room.rstrip("+") for room in each)


def _budget(row: Row, draft: Draft, *, asks: bool) -> str:
    least = draft.filters.least_a_night
    told = set()
    for most, scope in ((draft.most_a_night, "night"), (draft.most_in_all, "stay")):
        if most:
            told.add(f"<={_plain(most)} {most.currency} {scope}")
    if least:
        told.add(f">={_plain(least)}")
    wanted = {one.strip() for one in row.budget.split("|") if one.strip()}
    if not wanted:
        return WRONG if told else RIGHT
    if told & wanted:
        return RIGHT
    if told:
        return WRONG
    return RIGHT if "ask" in wanted else ASKED if asks else WRONG


def _plain(money: Money) -> str:
    return f"{money.amount.normalize():f}"


def _wishes(row: Row, draft: Draft) -> str:
    told = {amenity.value for amenity in draft.filters.amenities}
    told |= {"breakfast"} if draft.filters.breakfast else set()
    told |= {"refundable"} if draft.filters.refundable else set()
    stars = draft.filters.stars
    if stars:
        low, high = min(stars), max(stars)
        told.add(f"{low}*" if low == high else f"{low}-{high}*")
    return RIGHT if set(row.wishes.split()) <= told else WRONG

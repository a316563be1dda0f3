"""Trackers go into a file and come back, on the real database and over arbitrary records."""

import codecs
import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.checks.cadence import Frequency
from domain.names import name_of
from domain.prices.models import TrackableKind
from domain.trackers.edits import add_rule
from domain.trackers.errors import FileNotUnderstood, FileTooLarge
from domain.trackers.files import (
    LARGEST_FILE,
    Fault,
    FileKind,
    LineProblem,
    RuleRecord,
    ThingRecord,
    TrackerRecord,
    read_file,
    write_file,
)
from domain.trackers.folders import create_folder, move_tracker
from domain.trackers.particulars import rename, set_pace
from domain.trackers.service import pause_tracker
from domain.trackers.starts import set_flexibility, track_search
from domain.trackers.transfer import export_trackers, import_trackers
from tests.scene import Scene

SIZES = st.decimals(Decimal("0.01"), Decimal(10_000_000), places=2)
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
RULES = st.builds(
    RuleRecord,
    kind=st.sampled_from(RuleKind),
    percent=st.none() | st.decimals(Decimal("0.01"), Decimal(90), places=2),
    amount=st.none() | SIZES,
    target=st.none() | SIZES,
)
THINGS = st.builds(
    ThingRecord,
    kind=st.sampled_from(TrackableKind),
    destination_id=st.none() | st.integers(1, 2**60),
    hotel_id=st.none() | st.integers(1, 2**60),
    check_in=st.dates(),
    check_out=st.none() | st.dates(),
    rooms=st.lists(
        st.tuples(st.integers(1, 9), st.lists(st.integers(0, 17), max_size=3).map(tuple)),
        min_size=1,
        max_size=3,
    ).map(tuple),
    nationality=st.sampled_from(["IN", "DE"]),
    currency=st.sampled_from(["INR", "EUR"]),
    terms=st.dictionaries(TEXTS, TEXTS | st.booleans(), max_size=2),
)
NAMES = TEXTS.map(name_of).filter(bool)
RECORDS = st.builds(
    TrackerRecord,
    name=NAMES,
    state=st.sampled_from(["active", "paused"]),
    frequency=st.sampled_from(Frequency),
    custom_seconds=st.none() | st.integers(1, 86_400),
    until=st.datetimes(timezones=st.just(UTC)),
    folder=st.none() | NAMES,
    rules=st.lists(RULES, max_size=3).map(tuple),
    things=st.lists(THINGS, min_size=1, max_size=3).map(tuple),
)


@given(st.lists(RECORDS, min_size=1, max_size=4), st.sampled_from(FileKind))
def test_what_is_written_is_read_back(records: list[TrackerRecord], kind: FileKind) -> None:
    assert read_file(write_file(records, kind)) == records


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_whatever_is_sent_is_read_or_refused(content: bytes) -> None:
    try:
        read_file(content)
    except FileNotUnderstood:
        return


def test_a_large_file_is_refused() -> None:
    with pytest.raises(FileTooLarge):
        read_file(b" " * (LARGEST_FILE + 1))


async def varied(scene: Scene) -> None:
    """Let a traveller watch the Taj with all that can be changed, and all of Goa."""
    tracker, traveller = await scene.track(), await scene.meet()
    number = tracker.tracker_id
    target = RuleTerms(RuleKind.TARGET_PRICE, target=Decimal("7999.50"))
    await add_rule(scene.app, traveller, number, target)
    await rename(scene.app, traveller, number, '=Anna, "the" birthday')
    await set_pace(scene.app, traveller, number, "every 3 hours")
    await set_flexibility(scene.app, traveller, number, 2)
    folder = await create_folder(scene.app, traveller, "Goa")
    await move_tracker(scene.app, traveller, number, folder.folder_id)
    await pause_tracker(scene.app, traveller, number)
    search_id, _hotels = await scene.find(traveller)
    await track_search(scene.app, traveller, search_id)


@pytest.mark.parametrize("kind", FileKind)
async def test_all_trackers_come_back_for_another_and_once_only(
    scene: Scene, kind: FileKind
) -> None:
    await varied(scene)
    exported = await export_trackers(scene.app, await scene.meet())
    content, ravi = write_file(exported, kind), await scene.meet(2)
    imported = await import_trackers(scene.app, ravi, read_file(content))
    assert (imported.new, imported.known, imported.problems) == (2, 0, ())
    assert await export_trackers(scene.app, ravi) == exported
    again = await import_trackers(scene.app, ravi, read_file(content))
    assert (again.new, again.known) == (0, 2)


async def test_each_bad_line_is_told_and_the_others_are_taken(scene: Scene) -> None:
    await scene.track()
    (good,) = await export_trackers(scene.app, await scene.meet())
    (thing,) = good.things
    unknown = good.model_copy(update={"things": (thing.model_copy(update={"hotel_id": 10**9}),)})
    over = good.model_copy(update={"until": datetime(2020, 1, 1, tzinfo=UTC)})
    crowd = good.model_copy(update={"things": (thing.model_copy(update={"rooms": ((99, ()),)}),)})
    often = good.model_copy(update={"frequency": Frequency.CUSTOM, "custom_seconds": 1})
    lines: list[TrackerRecord | LineProblem] = [
        LineProblem(1, Fault.UNREADABLE, "name"),
        unknown,
        over,
        crowd,
        often,
        good,
    ]
    ravi = await scene.meet(2)
    imported = await import_trackers(scene.app, ravi, lines)
    assert imported.new == 1
    assert [(one.number, one.fault) for one in imported.problems] == [
        (1, Fault.UNREADABLE), (2, Fault.UNKNOWN), (3, Fault.OVER), (4, Fault.REFUSED),
        (5, Fault.REFUSED),
    ]  # fmt: skip


async def test_what_is_over_the_limit_is_left_out(scene: Scene) -> None:
    await scene.track()
    await scene.track("Palms Retreat")
    exported = await export_trackers(scene.app, await scene.meet())
    full = scene.app.settings.model_copy(update={"trackers_per_traveller": 1})
    imported = await import_trackers(
        replace(scene.app, settings=full), await scene.meet(2), exported
    )
    assert (imported.new, [one.fault for one in imported.problems]) == (1, [Fault.LIMIT])
    assert timedelta(0) <= exported[0].until - scene.clock.now()


def a_record(name: str) -> TrackerRecord:
    return TrackerRecord(
        name=name,
        until=datetime(2026, 12, 1, tzinfo=UTC),
        things=(
            ThingRecord(
                kind=TrackableKind.HOTEL_STAY,
                hotel_id=1,
                check_in=date(2026, 12, 12),
                check_out=date(2026, 12, 15),
                rooms=((2, ()),),
                nationality="IN",
                currency="INR",
            ),
        ),
    )


FORMULAS = ["=1+1", "+49", "-2", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''", "'quiet'"]


@pytest.mark.parametrize("name", [*FORMULAS, "Goa; a, b\tc", "“Таж”", "ताज"])
def test_a_name_is_harmless_in_a_spreadsheet_and_comes_back(name: str) -> None:
    written = write_file([a_record(name)], FileKind.CSV)
    assert written.startswith(codecs.BOM_UTF8)
    (row,) = csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert not row["name"].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))
    (back,) = read_file(written)
    assert isinstance(back, TrackerRecord)
    assert back.name == name_of(name)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_as_spreadsheets_write_it(delimiter: str, told: bool, encoding: str) -> None:
    records = [a_record("Goa, with; all\tof them"), a_record("Таж")]
    plain = write_file(records, FileKind.CSV).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(plain, newline="")))
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    text = (f"sep={delimiter}\r\n" if told else "") + out.getvalue()
    assert read_file(text.encode(encoding)) == records


def test_what_no_database_holds_is_replaced_in_an_imported_name() -> None:
    for kind in FileKind:
        written = write_file([a_record("Taj@@")], kind)
        for odd in (b"\\u0000", b"\\ud800") if kind is FileKind.JSON else (b"\0",):
            (back,) = read_file(written.replace(b"@@", odd))
            assert isinstance(back, TrackerRecord)
            assert back.name == "Taj\N{REPLACEMENT CHARACTER}"

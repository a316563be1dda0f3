"""Trackers as a file, JSON or CSV, and back: pure.

Both hold the same records; a row of CSV keeps its rules and things as JSON in their cells.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.errors import FileNotUnderstood, FileTooLarge
from domain.prices.models import TrackableKind
from domain.trackers.editing import MOST_RULES
from domain.trackers.models import Frequency
from domain.trackers.tracking import MOST_HOTELS

LARGEST_FILE = 256 * 1024
MOST_RECORDS = 500
NAME, VERSION = "often-hotels-trackers", 1
_NESTED = ("rules", "things")
Size = Annotated[Decimal, Field(gt=0, max_digits=16, decimal_places=3)]


class FileKind(StrEnum):
    """How a file is written."""

    JSON = "json"
    CSV = "csv"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RuleRecord(_Record):
    """A rule's terms."""

    kind: RuleKind
    percent: Annotated[Decimal, Field(gt=0, le=90, decimal_places=2)] | None = None
    amount: Size | None = None
    target: Size | None = None

    def terms(self) -> RuleTerms:
        """Return the terms."""
        return RuleTerms(self.kind, self.percent, self.amount, self.target)


class ThingRecord(_Record):
    """A watched thing as its row of `trackables` has it."""

    kind: TrackableKind
    destination_id: int | None = None
    hotel_id: int | None = None
    check_in: date
    check_out: date | None = None
    rooms: tuple[tuple[int, tuple[int, ...]], ...]
    nationality: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    terms: dict[str, Any] = {}


class TrackerRecord(_Record):
    """A tracker as it stands in a file; the first of its things leads."""

    name: Annotated[str, Field(min_length=1, max_length=300)]
    state: Literal["active", "paused"] = "active"
    frequency: Frequency = Frequency.SMART
    custom_seconds: int | None = None
    until: AwareDatetime
    folder: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    rules: Annotated[tuple[RuleRecord, ...], Field(max_length=MOST_RULES)] = ()
    things: Annotated[tuple[ThingRecord, ...], Field(min_length=1, max_length=MOST_HOTELS)]


class Fault(StrEnum):
    """What is wrong with a line."""

    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    OVER = "over"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A line that cannot be taken, counted from 1; `field` is the part that cannot be read."""

    number: int
    fault: Fault
    field: str = ""


def write_file(records: Sequence[TrackerRecord], kind: FileKind) -> bytes:
    """Return the records as a file."""
    rows = [record.model_dump(mode="json") for record in records]
    if kind is FileKind.JSON:
        whole = {"format": NAME, "version": VERSION, "trackers": rows}
        return json.dumps(whole, ensure_ascii=False, indent=1).encode()
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(TrackerRecord.model_fields))
    writer.writeheader()
    for row in rows:
        nested = {name: json.dumps(row[name], ensure_ascii=False) for name in _NESTED}
        writer.writerow({**row, **nested})
    return text.getvalue().encode()


def read_file(content: bytes) -> list[TrackerRecord | LineProblem]:
    """Return each line's record, or what is wrong with it.

    Raises FileTooLarge, and `FileNotUnderstood` for what is no such file at all.
    """
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(LARGEST_FILE // 1024)
    try:
        text = content.decode("utf-8-sig")
        rows = list(_json_rows(text) if text.lstrip().startswith(("{", "[")) else _csv_rows(text))
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error):
        raise FileNotUnderstood from None
    if not 0 < len(rows) <= MOST_RECORDS:
        raise FileNotUnderstood
    return list(_records(rows))


def _json_rows(text: str) -> Iterable[Any]:
    whole = json.loads(text)
    if whole["format"] != NAME or whole["version"] != VERSION:
        raise ValueError
    rows: list[Any] = list(whole["trackers"])
    return rows


def _csv_rows(text: str) -> Iterator[Any]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if not {"name", "until", "things"} <= set(reader.fieldnames or ()):
        raise ValueError
    for row in reader:
        # What is left empty is not there.
        yield {name: value for name, value in row.items() if value}


def _records(rows: Sequence[Any]) -> Iterator[TrackerRecord | LineProblem]:
    for number, row in enumerate(rows, start=1):
        try:
            yield TrackerRecord.model_validate(_unfolded(row))
        except ValidationError as error:
            where = error.errors()[0]["loc"]
            yield LineProblem(number, Fault.UNREADABLE, str(where[0]) if where else "")
        except (ValueError, RecursionError):
            yield LineProblem(number, Fault.UNREADABLE, "things")


def _unfolded(row: Any) -> Any:
    """Return a row with the cells read that hold JSON."""
    if not isinstance(row, dict):
        return row
    cells = {name: row[name] for name in _NESTED if isinstance(row.get(name), str)}
    return {**row, **{name: json.loads(cell) for name, cell in cells.items()}}

"""Trackers as a file, JSON or CSV, and back: pure.

Both hold the same records; a row of CSV keeps its rules and things as JSON in their cells.

CSV is written for spreadsheets: with a byte order mark, without which they misread non-ASCII text,
and with an apostrophe before anything that they would take for a formula. It is read as they write
it: with commas, semicolons or tabs, `sep=` before the header, in UTF-8 or UTF-16.
"""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

import pycountry
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
)

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.checks.cadence import LONGEST, Frequency
from domain.errors import Refusal
from domain.money import is_spent
from domain.names import name_of
from domain.prices.models import TrackableKind
from domain.reading.amount_fields import read_amount
from domain.reading.amounts import MOST, Writer
from domain.stay import MOST_ADULTS, MOST_CHILDREN, MOST_ROOMS, OLDEST_CHILD
from domain.trackers.edits import MOST_RULES
from domain.trackers.errors import FileNotUnderstood, FileTooLarge
from domain.trackers.starts import MOST_HOTELS

LARGEST_FILE = 256 * 1024
MOST_RECORDS = 500
LONGEST_FIELD = 40
LONGEST_PACE = int(LONGEST.total_seconds())
NAME, VERSION = "often-hotels-trackers", 1
_NESTED = ("rules", "things")
_DELIMITERS = ",;\t"
# What spreadsheets take for the start of a formula, and the character that prevents it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def _plain(value: Any) -> Any:
    """Return a hand-edited amount ("1,20,000") in file format; anything else unchanged."""
    if not isinstance(value, str):
        return value
    try:
        return Decimal(value)
    except ArithmeticError:
        try:
            return read_amount(value, Writer("en", "USD")).number
        except Refusal:
            return value


def _country(code: str) -> str:
    """Accept an ISO 3166-1 code. Raises ValueError otherwise."""
    if pycountry.countries.get(alpha_2=code) is None or not code.isupper():
        raise ValueError(code)
    return code


def _currency(code: str) -> str:
    """Accept an ISO 4217 code. Raises ValueError for anything that is not money."""
    if not code.isupper() or not is_spent(code):
        raise ValueError(code)
    return code


Id = Annotated[int, Field(ge=1, le=2**63 - 1)]
Age = Annotated[int, Field(ge=0, le=OLDEST_CHILD)]
Adults = Annotated[int, Field(ge=1, le=MOST_ADULTS)]
Children = Annotated[tuple[Age, ...], Field(max_length=MOST_CHILDREN)]
Size = Annotated[
    Decimal, BeforeValidator(_plain), Field(gt=0, le=MOST, max_digits=16, decimal_places=3)
]


class FileKind(StrEnum):
    """The file format."""

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
    """A tracked thing, as in its row of `trackables`."""

    kind: TrackableKind
    destination_id: Id | None = None
    hotel_id: Id | None = None
    check_in: date
    check_out: date | None = None
    rooms: Annotated[
        tuple[tuple[Adults, Children], ...], Field(min_length=1, max_length=MOST_ROOMS)
    ]
    nationality: Annotated[str, AfterValidator(_country)]
    currency: Annotated[str, AfterValidator(_currency)]
    asked_currency: Annotated[str, AfterValidator(_currency)] | None = None
    terms: dict[str, Any] = {}


class TrackerRecord(_Record):
    """A tracker in a file; the first of its things leads."""

    name: Annotated[str, AfterValidator(name_of), Field(min_length=1, max_length=300)]
    state: Literal["active", "paused"] = "active"
    frequency: Frequency = Frequency.SMART
    custom_seconds: Annotated[int, Field(ge=0, le=LONGEST_PACE)] | None = None
    until: AwareDatetime
    folder: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    rules: Annotated[tuple[RuleRecord, ...], Field(max_length=MOST_RULES)] = ()
    things: Annotated[tuple[ThingRecord, ...], Field(min_length=1, max_length=MOST_HOTELS)]


class Fault(StrEnum):
    """What is wrong with a line. A refusal gives its own reason."""

    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"
    OVER = "over"
    LIMIT = "limit"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class LineProblem:
    """A line that cannot be imported, counted from 1; `field` is the unreadable part."""

    number: int
    fault: Fault
    field: str = ""
    refusal: Refusal | None = None


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
        cells = {name: _harmless(cell) for name, cell in {**row, **nested}.items()}
        writer.writerow(cells)
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: Any) -> Any:
    """Return a cell that no spreadsheet evaluates; one with such an apostrophe gets another."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _as_meant(cell: str) -> str:
    """Return a cell without that protection."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell


def read_file(content: bytes) -> list[TrackerRecord | LineProblem]:
    """Return each line's record, or what is wrong with it.

    Raises FileTooLarge, and `FileNotUnderstood` for any other kind of file.
    """
    if len(content) > LARGEST_FILE:
        raise FileTooLarge(LARGEST_FILE // 1024)
    try:
        text = _decoded(content)
        rows = list(_json_rows(text) if text.lstrip().startswith(("{", "[")) else _csv_rows(text))
    except (ValueError, KeyError, TypeError, RecursionError, csv.Error):
        raise FileNotUnderstood from None
    if not 0 < len(rows) <= MOST_RECORDS:
        raise FileNotUnderstood
    return list(_records(rows))


def _decoded(content: bytes) -> str:
    """Return a file's text. Raises ValueError unless it is Unicode."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16")
    return content.decode("utf-8-sig")


def _json_rows(text: str) -> Iterable[Any]:
    whole = json.loads(text)
    if whole["format"] != NAME or whole["version"] != VERSION:
        raise ValueError
    rows: list[Any] = [_storable(row) for row in whole["trackers"]]
    return rows


def _storable(value: Any) -> Any:
    """Return parsed data with characters that no database can store replaced."""
    match value:
        case str():
            return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
        case list():
            return [_storable(one) for one in value]
        case dict():
            return {_storable(name): _storable(one) for name, one in value.items()}
        case _:
            return value


def _csv_rows(text: str) -> Iterator[Any]:
    told, _, rest = text.partition("\n")
    if told.strip().strip('"').lower().startswith("sep="):
        text = rest
    header = text.partition("\n")[0]
    for delimiter in _DELIMITERS:
        names = next(csv.reader([header], delimiter=delimiter), [])
        if {name.strip() for name in names} >= {"name", "until", "things"}:
            break
    else:
        raise ValueError
    lines = io.StringIO(_UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text), newline="")
    for row in csv.DictReader(lines, [name.strip() for name in names], delimiter=delimiter):
        # Empty cells count as missing; the header itself comes first.
        cells = {name: _as_meant(v) if isinstance(v, str) else v for name, v in row.items() if v}
        if cells and cells.get("name") != "name":
            yield cells


def _records(told: Sequence[Any]) -> Iterator[TrackerRecord | LineProblem]:
    for number, line in enumerate(told, start=1):
        try:
            yield TrackerRecord.model_validate(_unfolded(line))
        except ValidationError as error:
            names = [part for part in error.errors()[0]["loc"] if isinstance(part, str)]
            yield LineProblem(number, Fault.UNREADABLE, names[-1][:LONGEST_FIELD] if names else "")
        except (ValueError, RecursionError):
            yield LineProblem(number, Fault.UNREADABLE, "things")


def _unfolded(line: Any) -> Any:
    """Return a line with its JSON cells parsed."""
    if not isinstance(line, dict):
        return line
    cells = {name: line[name] for name in _NESTED if isinstance(line.get(name), str)}
    return {**line, **{name: json.loads(cell) for name, cell in cells.items()}}

"""What all suppliers' wire shapes have in common: lenient reading, strict results.

What a price depends on is checked strictly; optional content that is unreadable is ignored. Every
text and number is bounded here, as it goes into the database and messages unchanged.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, TypeVar

import structlog
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    ValidationError,
)
from pydantic_core import core_schema

from domain.suppliers.contract import ChangedShape, Supplier

log = structlog.get_logger(__name__)

M = TypeVar("M", bound="WireModel")
T = TypeVar("T")

LONGEST_TEXT = 4_000
LONGEST_NAME = 250
LONGEST_LINK = 2_000
# As long as their columns.
LONGEST_ADDRESS, LONGEST_AREA, LONGEST_KIND, LONGEST_ID = 500, 200, 64, 300
# Neither PostgreSQL nor Telegram takes these: control characters and halves of pairs.
_CONTROLS = r"\x00-\x08\x0b-\x1f\x7f"
_UNWRITABLE = re.compile(f"[{_CONTROLS}\ud800-\udfff]")


class WireModel(BaseModel):
    """A part of an answer: what is used is checked, the rest is ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


def _written(text: str) -> str:
    """Return the text without characters that cannot be stored and sent."""
    # The common case, tested fast: nearly every text is printable.
    written = text if text.isprintable() else _UNWRITABLE.sub("", text)
    clean = written.strip()[:LONGEST_TEXT]
    if not clean:
        raise ValueError
    return clean


def _web_address(text: str) -> str:
    if not text.startswith(("https://", "http://")) or len(text) > LONGEST_LINK:
        raise ValueError
    return text


def _no_flag(value: object) -> object:
    """Reject true and false, which Python counts as 1 and 0: they are not prices."""
    if isinstance(value, bool):
        raise ValueError  # noqa: TRY004 - the library turns only ValueError into its own
    return value


@dataclass(frozen=True, slots=True)
class _OrNone:
    """Takes a value that does not read as nothing."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Have the library itself do it: a function of ours would be called for each field."""
        return core_schema.with_default_schema(handler(source), default=None, on_error="default")


@dataclass(frozen=True, slots=True)
class _OrNotAtAll:
    """Leaves an item of a list out that does not read."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Have the library itself do it."""
        return core_schema.with_default_schema(handler(source), on_error="omit")


@dataclass(frozen=True, slots=True)
class _OrEmpty:
    """Takes what is no list as an empty one."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Have the library itself do it."""
        return core_schema.with_default_schema(
            handler(source), default_factory=list, on_error="default"
        )


def _none_as_empty(value: object) -> object:
    return [] if value is None else value


@dataclass(frozen=True, slots=True)
class _Written:
    """Takes a text of `most` characters at most that begins with `start`, without any `_CONTROLS`.

    Nearly every text already complies, which the library checks by itself; any other is passed to
    `otherwise`, whose result is used instead. It raises ValueError if nothing usable is left.
    """

    most: int
    otherwise: Callable[[str], str]
    start: str = ""

    def __get_pydantic_core_schema__(
        self, _source: Any, _handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Return the two, to be tried in turn; the error names the field alone."""
        clean = core_schema.str_schema(
            strip_whitespace=True,
            min_length=1,
            max_length=self.most,
            pattern=f"^{self.start}[^{_CONTROLS}]*$",
        )
        other = core_schema.no_info_after_validator_function(
            self.otherwise, core_schema.str_schema()
        )
        return core_schema.union_schema(
            [clean, other],
            mode="left_to_right",
            custom_error_type="text",
            custom_error_message="no text that can be used",
        )


def _cut_to(most: int) -> _Written:
    return _Written(most, lambda text: _written(text)[:most])


Text = Annotated[str, _cut_to(LONGEST_TEXT)]
Name = Annotated[str, _cut_to(LONGEST_NAME)]
Area = Annotated[str, _cut_to(LONGEST_AREA)]
Kind = Annotated[str, _cut_to(LONGEST_KIND)]
Street = Annotated[str, _cut_to(LONGEST_ADDRESS)]
# A truncated id would be another's.
Id = Annotated[str, AfterValidator(_written), Field(max_length=LONGEST_ID)]
Link = Annotated[
    str, _Written(LONGEST_LINK, lambda text: _web_address(_written(text)), "https?://")
]
Amount = Annotated[Decimal, Field(ge=Decimal("0.01"), lt=10**12), BeforeValidator(_no_flag)]
# Amounts that may be zero: a penalty, a tax.
AmountOrZero = Annotated[Decimal, Field(ge=0, lt=10**12), BeforeValidator(_no_flag)]
Currency = Annotated[str, Field(pattern="^[A-Z]{3}$")]
Rating = Annotated[float, Field(gt=0, le=5, allow_inf_nan=False), BeforeValidator(_no_flag)]
Stars = Annotated[float, Field(ge=1, le=5, allow_inf_nan=False), AfterValidator(round)]
Count = Annotated[int, Field(ge=0, lt=2**31), BeforeValidator(_no_flag)]
Latitude = Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)]
Longitude = Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]

# None where the value does not read; use it for nothing that a price hangs on.
Maybe = Annotated[T | None, _OrNone()]
# Those items that read.
Readable = Annotated[list[Annotated[T, _OrNotAtAll()]], _OrEmpty()]
# Every item must read; null is an empty list.
Whole = Annotated[list[T], BeforeValidator(_none_as_empty)]


def read_whole(model: type[M], body: Any, supplier: Supplier, operation: str) -> M:
    """Return `body` as `model`. Raises `ChangedShape` with the field's name, not its content."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
        raise ChangedShape(supplier, operation, place or "answer") from None


def read_each(
    model: type[M], items: Iterable[Any], supplier: Supplier, operation: str, field: str
) -> list[M]:
    """Return the items that are readable as `model`; the others are left out and counted in the
    log.

    Raises `ChangedShape` if there are items but none is readable: that is not "nothing found".
    """
    read, skipped = [], 0
    for item in items:
        try:
            read.append(model.model_validate(item))
        except ValidationError:
            skipped += 1
    if skipped:
        log.warning(
            "unreadable items left out", supplier=supplier.value, operation=operation,
            field=field, skipped=skipped, read=len(read),
        )  # fmt: skip
    if skipped and not read:
        raise ChangedShape(supplier, operation, field)
    return read

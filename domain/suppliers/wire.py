"""What both suppliers' wire shapes have in common: lenient reading, strict results."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, TypeVar

import structlog
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError

from domain.suppliers.contract import ChangedShape, Supplier

log = structlog.get_logger(__name__)

M = TypeVar("M", bound="WireModel")


class WireModel(BaseModel):
    """A part of an answer: what is used is checked, the rest is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, coerce_numbers_to_str=True)


def _number_or_none(value: object) -> object:
    """Numbers arrive as strings, and sometimes as empty ones."""
    if value in ("", None):
        return None
    return value


LenientDecimal = Annotated[Decimal | None, BeforeValidator(_number_or_none)]
LenientFloat = Annotated[float | None, BeforeValidator(_number_or_none)]


def read_whole(model: type[M], body: Any, supplier: Supplier, operation: str) -> M:
    """Return `body` as `model`. Raises `ChangedShape` with the field's name, not its content."""
    try:
        return model.model_validate(body)
    except ValidationError as error:
        place = ".".join(map(str, error.errors(include_input=False)[0]["loc"]))
        raise ChangedShape(supplier, operation, place or "answer") from None


def read_each(model: type[M], items: Iterable[Any], supplier: Supplier) -> list[M]:
    """Return the items that read as `model`; the others are left out and counted in the log."""
    read, skipped = [], 0
    for item in items:
        try:
            read.append(model.model_validate(item))
        except ValidationError:
            skipped += 1
    if skipped:
        log.warning("unreadable items left out", supplier=supplier.value, skipped=skipped)
    return read

"""Rows as values: a question's columns become the fields of a type, by name and in one place.

class Told(NamedTuple):
    id: int
    kind: RuleKind            # an enumeration's column holds its value
    sent_at: datetime | None

told = await database.fetch_as(Told, "SELECT id, kind, sent_at …")

TypeError
└── StrangeRow   a question does not have the columns that its type wants: a fault of ours
"""

from collections.abc import Callable, Iterable
from dataclasses import fields
from enum import Enum
from functools import cache
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, Protocol, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Row(Protocol):
    """What holds values by their columns' names: asyncpg's records do, and mappings."""

    def __getitem__(self, name: Any, /) -> Any: ...


class StrangeRow(TypeError):
    """A question lacks a column that its type wants."""


def read_as(kind: type[T], rows: Iterable[Row]) -> list[T]:
    """Return rows as values of `kind`, a NamedTuple or a dataclass whose fields are columns' names.

    A column that no field names is passed over. Raises StrangeRow where a field has no column.
    """
    read: Callable[[Row], T] = _reader(cast("Any", kind))
    try:
        return [read(row) for row in rows]
    except KeyError as error:
        raise StrangeRow(f"{kind.__name__} wants a column {error}") from error


@cache
def _reader(kind: Any) -> Callable[[Row], Any]:
    """Return what makes a value of a row; found out once for each type."""
    hints = get_type_hints(kind)
    names: tuple[str, ...] = tuple(getattr(kind, "_fields", ())) or tuple(
        one.name for one in fields(kind)
    )
    enumerated = [
        (at, type_) for at, name in enumerate(names) if (type_ := _enumeration(hints[name]))
    ]
    # Two names at least make itemgetter answer with a tuple.
    columns: Callable[[Row], tuple[Any, ...]] = (
        itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    )
    make: Callable[[Iterable[Any]], Any] = getattr(kind, "_make", None) or (lambda v: kind(*v))
    if not enumerated:
        return lambda row: make(columns(row))

    def read(row: Row) -> Any:
        values = list(columns(row))
        for at, type_ in enumerated:
            if values[at] is not None:
                values[at] = type_(values[at])
        return make(values)

    return read


def _enumeration(hint: Any) -> type[Enum] | None:
    """Return the enumeration that a field holds, also where it may be None."""
    if get_origin(hint) in {Union, UnionType}:
        kinds = [one for one in get_args(hint) if one is not NoneType]
        hint = kinds[0] if len(kinds) == 1 else None
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else None

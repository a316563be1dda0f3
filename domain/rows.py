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
from functools import cache, partial
from operator import itemgetter
from types import NoneType, UnionType
from typing import Any, Protocol, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Row(Protocol):
    """What holds values by column name: asyncpg's records, and mappings."""

    def __getitem__(self, name: Any, /) -> Any: ...


class StrangeRow(TypeError):
    """A query lacks a column that its type requires."""


def read_as(kind: type[T], rows: Iterable[Row]) -> list[T]:
    """Return rows as values of `kind`, a NamedTuple or a dataclass whose fields are column names.

    A column without a field is ignored. Raises StrangeRow for a field without a column.
    """
    read: Callable[[Iterable[Row]], list[T]] = _reader(cast("Any", kind))
    try:
        return read(rows)
    except KeyError as error:
        raise StrangeRow(f"{kind.__name__} wants a column {error}") from error


@cache
def _reader(kind: Any) -> Callable[[Iterable[Row]], list[Any]]:
    """Return a converter from rows to values, built once per type.

    Without enumerations no Python runs per row: hot paths depend on that.
    """
    hints = get_type_hints(kind)
    is_named = issubclass(kind, tuple)
    names: tuple[str, ...] = kind._fields if is_named else tuple(one.name for one in fields(kind))
    enumerated = [
        (at, type_) for at, name in enumerate(names) if (type_ := _enumeration(hints[name]))
    ]
    # itemgetter returns a tuple only for at least two names.
    columns: Callable[[Row], tuple[Any, ...]] = (
        itemgetter(*names) if len(names) > 1 else lambda row: (row[names[0]],)
    )
    make: Callable[[Iterable[Any]], Any] = (
        partial(tuple.__new__, kind) if is_named else lambda values: kind(*values)
    )
    if not enumerated:
        return lambda rows: list(map(make, map(columns, rows)))

    def read(row: Row) -> Any:
        values = list(columns(row))
        for at, type_ in enumerated:
            if values[at] is not None:
                values[at] = type_(values[at])
        return make(values)

    return lambda rows: list(map(read, rows))


def _enumeration(hint: Any) -> type[Enum] | None:
    """Return a field's enumeration, also if it may be None."""
    if get_origin(hint) in {Union, UnionType}:
        kinds = [one for one in get_args(hint) if one is not NoneType]
        hint = kinds[0] if len(kinds) == 1 else None
    return hint if isinstance(hint, type) and issubclass(hint, Enum) else None

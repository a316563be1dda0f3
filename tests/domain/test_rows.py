"""A question's columns become the fields of a type, by name."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import pytest

from domain.app import App
from domain.rows import StrangeRow, read_as


class Shade(Enum):
    LIGHT = "light"
    DARK = "dark"


class Told(NamedTuple):
    number: int
    shade: Shade
    other: Shade | None = None


@dataclass(frozen=True, slots=True)
class Lone:
    """A value of one field."""

    number: int


ROW: Mapping[str, Any] = {"shade": "dark", "more": 1, "number": 7, "other": None}


def test_columns_go_by_name_and_what_no_field_wants_is_passed_over() -> None:
    assert read_as(Told, [ROW]) == [Told(7, Shade.DARK)]
    assert read_as(Lone, [ROW, ROW]) == [Lone(7), Lone(7)]


def test_an_enumeration_may_be_none_or_there() -> None:
    assert read_as(Told, [{**ROW, "other": "light"}]) == [Told(7, Shade.DARK, Shade.LIGHT)]


def test_a_question_without_a_column_that_is_wanted_is_refused() -> None:
    with pytest.raises(StrangeRow, match="Told wants a column 'shade'"):
        read_as(Told, [{"number": 7, "other": None}])
    with pytest.raises(ValueError, match="grey"):
        read_as(Told, [{**ROW, "shade": "grey"}])


async def test_the_database_answers_with_values(app: App) -> None:
    question = "SELECT 'dark' AS shade, n AS number, NULL AS other FROM generate_series(1, $1) n"
    assert await app.pool.fetch_as(Told, question, 2) == [
        Told(1, Shade.DARK),
        Told(2, Shade.DARK),
    ]
    assert await app.pool.fetch_one_as(Lone, question, 3) == Lone(1)
    assert await app.pool.fetch_one_as(Lone, question, 0) is None
    assert await app.pool.fetch_column("SELECT generate_series(1, 3)") == [1, 2, 3]

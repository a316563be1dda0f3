"""Suppliers' texts: whatever they hold, what is read can be stored and sent."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.suppliers.contract import ChangedShape, Supplier
from domain.suppliers.wire import LONGEST_NAME, Link, Maybe, Name, Readable, WireModel, read_whole

# Whatever JSON can hold: halves of pairs and control characters, often at the ends.
ODD = st.sampled_from(list(" \t\n\x00\x0b\x1f\x7f\x85\xa0\u2028\ud800\udfff"))
LONG = st.text(min_size=LONGEST_NAME - 2, max_size=LONGEST_NAME + 2)
TEXTS = st.lists(st.text(max_size=9) | ODD, max_size=5).map("".join) | LONG


class Told(WireModel):
    """A name in every way in which texts are read."""

    name: Name
    maybe: Maybe[Name] = None
    several: Readable[Name]


class Page(WireModel):
    """An address."""

    link: Maybe[Link] = None


def usable(text: str) -> str:
    """Return what may be stored and sent of a text."""
    controls = {chr(code) for code in range(0x20)} - {"\t", "\n"} | {"\x7f"}
    kept = "".join(c for c in text if c not in controls and not "\ud800" <= c <= "\udfff")
    return kept.strip()[:LONGEST_NAME]


@given(TEXTS)
def test_a_text_loses_what_cannot_be_stored_and_is_cut(text: str) -> None:
    expected = usable(text)
    rest: dict[str, Any] = {"maybe": text, "several": [text, None, "b", {}]}
    if expected:
        assert Told.model_validate({"name": text, **rest}).name == expected
    else:
        with pytest.raises(ValidationError):
            Told.model_validate({"name": text, **rest})
    read = Told.model_validate({"name": "x", **rest})
    assert read.maybe == (expected or None)
    assert read.several == [*([expected] if expected else []), "b"]


def test_what_does_not_read_is_named_by_its_field_alone() -> None:
    with pytest.raises(ChangedShape) as refused:
        read_whole(Told, {"name": " ", "several": []}, Supplier.TRAVCLAN, "search")
    assert refused.value.detail == "name"


@pytest.mark.parametrize(
    ("told", "read"),
    [
        (" https://a.example/\x07b ", "https://a.example/b"),
        ("http://a.example/" + "x" * 2_000, None),
        ("javascript:x", None),
        ("x https://a.example", None),
        (5, None),
    ],
)
def test_only_what_is_a_web_address_is_a_link(told: object, read: str | None) -> None:
    assert Page.model_validate({"link": told}).link == read

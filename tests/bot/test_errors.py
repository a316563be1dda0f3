"""Every refusal and every fault has its words, in every language."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, get_type_hints

import pytest

from bot.errors import error_screen, words_for
from bot.locales import translator
from domain.catalog.errors import PlaceUnknown
from domain.errors import Fault, OftenHotelsError, Refusal
from domain.exchange_rates.contract import RateSource
from domain.full_names import FullName
from domain.languages import LANGUAGES
from domain.money import Money
from domain.suppliers.contract import Supplier

GOA = FullName(("Goa",), "IN", "India")
EXAMPLES: dict[str, Any] = {
    "str": "zzz", "int": 3, "bool": True, "date": date(2026, 12, 12), "float | None": 3.0,
    "Supplier": Supplier.TRAVCLAN, "FullName": GOA,
    "tuple[tuple[int, domain.full_names.FullName], ...]": ((1, GOA),),
    "datetime.date | None": date(2026, 12, 15), "Decimal": Decimal(8000),
    "tuple[str, ...]": ("MXN", "ARS"), "datetime.datetime | None": None,
    "RateSource": RateSource.ECB, "Money": Money.of(5000, "INR"),
    "timedelta": timedelta(minutes=25),
    "tuple[tuple[str, domain.full_names.FullName], ...]": (("GOI,GOX", GOA),),
}  # fmt: skip
# What is said when nothing better is known: no leaf may be answered so.
NOTHING_BETTER = {
    "Something went wrong on our side. Please try again in a minute.",
    "That isn’t possible. /help shows what I can do.",
    "These dates don’t work for a stay. Write them like 12-15 Dec.",
    "I couldn’t work out who’s coming. Write it like “2 adults 1 child 6”.",
    "The hotel supplier couldn’t answer. Try again in a few minutes.",
}


def leaves(kind: type[OftenHotelsError]) -> Iterator[type[OftenHotelsError]]:
    below = kind.__subclasses__()
    if not below:
        yield kind
    for one in below:
        yield from leaves(one)


def example(kind: type[OftenHotelsError]) -> OftenHotelsError:
    return kind(*(EXAMPLES[_name_of(hint)] for hint in get_type_hints(kind).values()))


def _name_of(hint: Any) -> str:
    return hint.__name__ if isinstance(hint, type) else str(hint)


ALL = [*leaves(Refusal), *leaves(Fault)]


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_leaf_has_its_own_words(kind: type[OftenHotelsError], language: str) -> None:
    t = translator(language)
    said = words_for(example(kind), t)
    assert said not in {t.gettext(words) for words in NOTHING_BETTER}
    assert not re.search(r"[{}]", said)
    if language == "hi":
        assert re.search(r"[\u0900-\u097f]", said)


def test_what_was_typed_is_repeated_shortened_and_escaped() -> None:
    screen = error_screen(PlaceUnknown("<b>" + "x" * 100), translator("en"), None, None)
    assert "&lt;b&gt;xxx" in screen.text
    assert "x" * 50 not in screen.text


def test_a_fault_has_a_reference_and_a_way_to_try_again() -> None:
    screen = error_screen(RuntimeError("secret"), translator("en"), "A1B2C3", "h1:1:2:p:0:price")
    assert "A1B2C3" in screen.text
    assert "secret" not in screen.text
    assert screen.keyboard is not None
    again = screen.keyboard.inline_keyboard[0][0]
    assert (again.text, again.callback_data) == ("🔄 Try again", "h1:1:2:p:0:price")

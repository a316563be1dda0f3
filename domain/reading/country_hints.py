"""Countries that a line implies without naming them, by its currency or its words. Pure."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import pycountry
from babel.numbers import get_territory_currencies

from domain.catalog.folding import fold
from domain.reading.amounts import Writer
from domain.reading.meanings import Spent
from domain.reading.proposals import Proposal
from domain.reading.words.regional import REGIONAL

# Currencies used everywhere hint at nothing.
EVERYWHERE = frozenset({"USD"})


def hinted_countries(
    text: str, proposals: Iterable[Proposal[Any]], writer: Writer
) -> frozenset[str]:
    """Return the ISO codes of the countries that a line's money and words hint at.

    The writer's own currency is no hint: people think in it wherever they go.
    """
    folded = f" {fold(text)} "
    by_words = {
        country
        for country, listed in _phrases().items()
        if any(f" {one} " in folded for one in listed)
    }
    codes = {code for one in proposals for code in _currencies(one.meaning)}
    if writer.currency in codes:
        codes = set()
    by_money = {
        country for code in codes - EVERYWHERE for country in _countries_by_currency().get(code, ())
    }
    both = by_words & by_money
    return frozenset(both or by_money or by_words)


def _currencies(meaning: object) -> Iterator[str]:
    if isinstance(meaning, Spent):
        for one in (meaning, *meaning.abroad):
            if one.currency is not None:
                yield one.currency


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    return {
        country: tuple(fold(one) for one in listed.split("|"))
        for country, listed in REGIONAL.items()
    }


@cache
def _countries_by_currency() -> dict[str, frozenset[str]]:
    """Return the countries that use each currency."""
    found: dict[str, set[str]] = {}
    for country in pycountry.countries:
        for code in get_territory_currencies(country.alpha_2):
            found.setdefault(code, set()).add(country.alpha_2)
    return {code: frozenset(countries) for code, countries in found.items()}

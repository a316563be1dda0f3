"""Whole searches: the price is the cheapest matching hotel, the options are all that match.

All searches of the same place, dates and people share one question, whatever their filters.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from domain.app import App
from domain.catalog.queries.places import destinations_by_id
from domain.checks.queries.planning import Claimed
from domain.checks.quotes import Found
from domain.exchange_rates.rates import NO_RATES, ExchangeRates
from domain.money import Money
from domain.prices.judging import Seen
from domain.prices.trackables import Stored, asked_currency
from domain.search.filters import Filters
from domain.search.findings import find
from domain.search.inquiry import Findings
from domain.search.interpretation import view_of
from domain.search.ranking import is_all_in, worthiest
from domain.search.selection import Wishes, sift
from domain.search.values import FoundHotel
from domain.suppliers.contract import PriceQuestion, Priority, Quote, Supplier
from domain.suppliers.status import SupplierStatus

# About forty hotels per supplier; anything further down is not compared.
DEPTH = 1
FILTERS, MOST_TOTAL = "filters", "most_total"


async def quote_searches(app: App, rows: Sequence[Claimed]) -> Mapping[int, Found]:
    """Return the current results for each trackable that shares the search's question."""
    first = rows[0]
    known = await destinations_by_id(app.pool, [first.place])
    destination = view_of(known[first.place])
    stay = first.stay
    is_awaited = any(row.is_awaited for row in rows)
    question = PriceQuestion(stay, first.nationality, asked_currency(first), is_awaited)
    async for grown in find(
        app, destination, question, fresh=True, depth=DEPTH, priority=Priority.BACKGROUND
    ):
        findings = grown
    return {row.id: found_in(findings, wishes_in(row), row.currency) for row in rows}


def wishes_in(row: Stored) -> Wishes:
    """Return a search trackable's wishes."""
    most = row.terms.get(MOST_TOTAL)
    nights = 0 if row.check_out is None else (row.check_out - row.check_in).days
    return Wishes(
        Filters.from_json(row.terms.get(FILTERS, {})),
        None if most is None else Money.of(most, row.currency),
        nights,
    )


def search_terms(wishes: Wishes) -> dict[str, Any]:
    """Return the wishes in a trackable's stored form."""
    terms: dict[str, Any] = {}
    if not wishes.filters.is_empty:
        terms[FILTERS] = wishes.filters.to_json()
    if wishes.most_total is not None:
        terms[MOST_TOTAL] = str(wishes.most_total.amount)
    return terms


def terms_in(
    terms: dict[str, Any], of: str, currency: str, rates: ExchangeRates
) -> dict[str, Any] | None:
    """Return a search's terms with amounts converted from the currency `of`.

    Converted once and for all, whatever happens to exchange rates. None without a rate.
    """
    filters, changed = Filters.from_json(terms.get(FILTERS, {})), dict(terms)
    if filters.least_a_night is not None:
        least = rates.convert(filters.least_a_night, currency)
        if least is None:
            return None
        changed[FILTERS] = replace(filters, least_a_night=least).to_json()
    if MOST_TOTAL in terms:
        most = rates.convert(Money.of(terms[MOST_TOTAL], of), currency)
        if most is None:
            return None
        changed[MOST_TOTAL] = str(most.amount)
    return changed


def without_budget(terms: dict[str, Any]) -> dict[str, Any]:
    """Return a search's terms without amounts, which mean nothing in another currency."""
    filters = replace(Filters.from_json(terms.get(FILTERS, {})), least_a_night=None)
    return {} if filters.is_empty else {FILTERS: filters.to_json()}


def options_of(hotels: Iterable[FoundHotel], currency: str) -> dict[int, Decimal]:
    """Return the hotels with comparable prices, with their totals."""
    return {
        hotel.hotel_id: hotel.best.quote.total.amount
        for hotel in hotels
        if hotel.best is not None
        and is_all_in(hotel.best.quote)
        and hotel.best.quote.total.currency == currency
    }


def found_in(findings: Findings, wishes: Wishes, currency: str) -> Found:
    """Return the cheapest matching hotel's price at each supplier, and every matching hotel."""
    hotels = sift([worthiest(one, currency, NO_RATES) for one in findings.hotels], wishes).hotels
    answered = [report.supplier for report in findings.reports if report.answered]
    quotes: dict[Supplier, Quote | None] = dict.fromkeys(answered)
    options = options_of(hotels, currency)
    whose: dict[Supplier, int] = {}
    for hotel in hotels:
        offer = hotel.best
        if offer is None or hotel.hotel_id not in options:
            continue
        held = quotes.get(offer.supplier)
        if held is None or offer.quote.total < held.total:
            quotes[offer.supplier], whose[offer.supplier] = offer.quote, hotel.hotel_id
    silent = {r.supplier: SupplierStatus(r.status) for r in findings.reports if not r.answered}
    latency = {report.supplier: round(report.seconds * 1000) for report in findings.reports}
    # While a supplier is silent, new hotels cannot be told from those only it sells.
    return Found(
        Seen(quotes, frozenset(silent)),
        silent,
        latency,
        {} if silent else options,
        hotels=whose,
        sellers={h.hotel_id: h.best.supplier for h in hotels if h.best is not None},
        gone_at=max((r.told_at for r in findings.reports if r.told_at is not None), default=None),
    )

"""Suppliers' answers about hotel stays, and what they mean for each trackable: pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from domain.checks.queries.planning import Claimed
from domain.checks.quotes import Found
from domain.prices.judging import Seen
from domain.prices.terms import ANY_RATE, RateTerms, alternative_to, cheapest, qualifies
from domain.search.newest_prices import ANY_TERMS, Said, terms_key
from domain.suppliers.contract import HotelRef, PriceQuestion, Quote, Rate, Supplier
from domain.suppliers.status import SupplierStatus


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to one question.

    `quotes` by supplier and the supplier's hotel id (None: sold out); `rates` of the hotels that
    were asked for separately. A quote older than `asked_at` came from the supplier's cache; what
    such an answer calls sold out has been so since `sold_out_at`.
    """

    quotes: dict[Supplier, dict[str, Quote | None]] = field(default_factory=dict)
    rates: dict[HotelRef, tuple[Rate, ...]] = field(default_factory=dict)
    failures: dict[Supplier, SupplierStatus] = field(default_factory=dict)
    latency_ms: dict[Supplier, int] = field(default_factory=dict)
    asked_at: dict[Supplier, datetime] = field(default_factory=dict)
    sold_out_at: dict[tuple[Supplier, str], datetime] = field(default_factory=dict)

    def told_at(self, ref: HotelRef) -> datetime | None:
        """Return when a supplier produced its answer about a hotel in its batch, or None."""
        told = self.quotes.get(ref.supplier, {})
        if ref.supplier_id not in told:
            return None
        quote = told[ref.supplier_id]
        return self._gone_at(ref) if quote is None else quote.observed_at

    def gone_at(self, refs: Sequence[HotelRef], supplier: Supplier) -> datetime:
        """Return when a supplier was first known to sell nothing of a hotel, whatever its id."""
        own = [self._gone_at(ref) for ref in refs if ref.supplier is supplier]
        return max(own, default=self.asked_at[supplier])

    def _gone_at(self, ref: HotelRef) -> datetime:
        return self.sold_out_at.get((ref.supplier, ref.supplier_id), self.asked_at[ref.supplier])

    def hear(self, ref: HotelRef, quote: Quote | None, at: datetime) -> None:
        """Replace a supplier's answer about a hotel with what somebody has learnt since."""
        self.quotes[ref.supplier][ref.supplier_id] = quote
        if quote is None:
            self.sold_out_at[ref.supplier, ref.supplier_id] = at


def wanting(
    rows: Sequence[Claimed], refs: Mapping[int, Sequence[HotelRef]], answers: Answers
) -> list[HotelRef]:
    """Return the hotels whose cheapest rate does not match someone's terms, longest unseen
    first.
    """
    wanted: dict[HotelRef, None] = {}
    for row in _longest_unseen_first(rows):
        terms = RateTerms.from_json(row.terms)
        for ref in refs.get(row.hotel, ()) if not terms.is_any else ():
            quote = answers.quotes.get(ref.supplier, {}).get(ref.supplier_id)
            is_unmet = quote is not None and not qualifies(terms, ref.supplier, quote)
            if _sells(terms, ref) if terms.exact is not None else is_unmet:
                wanted[ref] = None
    return list(wanted)


def elsewhere(
    rows: Sequence[Claimed], refs: Mapping[int, Sequence[HotelRef]], answers: Answers
) -> list[HotelRef]:
    """Return the hotels at other suppliers whose very rate is gone at its seller."""
    wanted: dict[HotelRef, None] = {}
    for row in _longest_unseen_first(rows):
        terms, listed = RateTerms.from_json(row.terms), refs.get(row.hotel, ())
        own = [ref for ref in listed if _sells(terms, ref) and ref in answers.rates]
        if own and not any(_best(terms, ref, answers, row.currency) for ref in own):
            others = (ref for ref in listed if not _sells(terms, ref))
            wanted |= dict.fromkeys(ref for ref in others if ref not in answers.rates)
    return list(wanted)


def _longest_unseen_first(rows: Sequence[Claimed]) -> list[Claimed]:
    return sorted(rows, key=lambda r: (r.last_observed_at or r.created_at, r.id))


def _sells(terms: RateTerms, ref: HotelRef) -> bool:
    """Return whether the terms name one very rate, sold by this supplier."""
    return terms.exact is not None and terms.exact.source is ref.supplier


def _is_put_off(terms: RateTerms, ref: HotelRef, answers: Answers) -> bool:
    """Return whether a hotel's rates were needed but postponed this time."""
    if ref in answers.rates or ref.supplier in answers.failures:
        return False
    answered = ref.supplier_id in answers.quotes.get(ref.supplier, {})
    return answered if terms.exact is None else _sells(terms, ref)


def _best(terms: RateTerms, ref: HotelRef, answers: Answers, currency: str) -> Quote | None:
    return cheapest(terms, ref.supplier, answers.rates[ref], currency)


def found_for(
    row: Claimed, refs: Sequence[HotelRef], question: PriceQuestion, answers: Answers
) -> Found:
    """Return the result for one trackable, and an alternative if there is none."""
    terms, currency = RateTerms.from_json(row.terms), row.currency
    found = _found_exact if terms.exact is not None else _found_any
    quotes, failed = found(terms, currency, refs, answers)
    offered = [(ref.supplier, rate) for ref in refs for rate in answers.rates.get(ref, ())]
    said = [*_said(row, refs, _of_all(refs, answers, currency), question, answers, ANY_TERMS)]
    # Whether a rate is gone is known only once it is known whether the hotel is.
    if not terms.is_any and (any(quotes.values()) or not failed):
        said += _said(row, refs, quotes, question, answers, terms_key(row.terms))
    return Found(
        Seen(quotes, failed, has_others=bool(offered)),
        answers.failures,
        answers.latency_ms,
        is_put_off=any(_is_put_off(terms, ref, answers) for ref in refs if ref.supplier in failed),
        alternative=None if any(quotes.values()) else alternative_to(terms, offered, currency),
        said=tuple(said),
        gone_at=_gone_at(quotes, refs, answers),
    )


def _gone_at(
    quotes: Mapping[Supplier, Quote | None], refs: Sequence[HotelRef], answers: Answers
) -> datetime | None:
    """Return when it was first known that nobody sells it, or None."""
    asked = [one for one in quotes if one in answers.asked_at]
    return max((answers.gone_at(refs, one) for one in asked), default=None)


def _of_all(
    refs: Sequence[HotelRef], answers: Answers, currency: str
) -> dict[Supplier, Quote | None]:
    """Return each answering supplier's cheapest rate, from a batch or the hotel's own."""
    quotes: dict[Supplier, Quote | None] = {}
    for ref in refs:
        answered = answers.quotes.get(ref.supplier, {})
        if ref.supplier_id in answered:
            _keep_lower(quotes, ref.supplier, answered[ref.supplier_id])
        elif ref in answers.rates:
            _keep_lower(quotes, ref.supplier, _best(ANY_RATE, ref, answers, currency))
    return quotes


def _found_any(
    terms: RateTerms, currency: str, refs: Sequence[HotelRef], answers: Answers
) -> tuple[dict[Supplier, Quote | None], frozenset[Supplier]]:
    """Return each supplier's best quote over a hotel's listings there, and who did not answer."""
    quotes: dict[Supplier, Quote | None] = {}
    failed: set[Supplier] = set()
    for ref in refs:
        answered = answers.quotes.get(ref.supplier, {})
        if ref.supplier_id not in answered:
            failed.add(ref.supplier)
            continue
        quote = answered[ref.supplier_id]
        if quote is not None and not qualifies(terms, ref.supplier, quote):
            if ref not in answers.rates:
                failed.add(ref.supplier)
                continue
            quote = _best(terms, ref, answers, currency)
        _keep_lower(quotes, ref.supplier, quote)
    return quotes, frozenset(failed)


def _found_exact(
    terms: RateTerms, currency: str, refs: Sequence[HotelRef], answers: Answers
) -> tuple[dict[Supplier, Quote | None], frozenset[Supplier]]:
    """Return the quote of that exact rate, None if its supplier no longer sells it.

    The other suppliers' silence matters only while nobody is known to sell the hotel at all.
    """
    quotes: dict[Supplier, Quote | None] = {}
    failed: set[Supplier] = set()
    for ref in refs:
        if not _sells(terms, ref):
            continue
        if ref not in answers.rates:
            failed.add(ref.supplier)
        elif not quotes.get(ref.supplier):
            quotes[ref.supplier] = _best(terms, ref, answers, currency)
    is_sold = any(answers.rates.get(ref) for ref in refs)
    if quotes and not any(quotes.values()) and not is_sold:
        failed |= {ref.supplier for ref in refs if ref not in answers.rates}
    return quotes, frozenset(failed)


def _keep_lower(
    quotes: dict[Supplier, Quote | None], supplier: Supplier, quote: Quote | None
) -> None:
    held = quotes.get(supplier)
    if held is None or (quote and quote.total.amount < held.total.amount):
        quotes[supplier] = quote


def _said(
    row: Claimed,
    refs: Sequence[HotelRef],
    quotes: Mapping[Supplier, Quote | None],
    question: PriceQuestion,
    answers: Answers,
    terms: str,
) -> Iterator[Said]:
    """Yield each supplier's report on a hotel, or on its matching rates."""
    for supplier, quote in quotes.items():
        if supplier not in answers.asked_at:
            continue
        at = answers.gone_at(refs, supplier) if quote is None else quote.observed_at
        yield Said(row.place, question, row.hotel, supplier, quote, at, terms)

"""Whether an observation counts: pure, from what was seen and what came before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from domain.prices.models import Availability
from domain.search.price_jumps import agree, is_suspicious
from domain.suppliers.contract import Quote, Supplier, TaxInclusion


class Verdict(StrEnum):
    """How an observation is treated."""

    COUNTS = "counts"
    SOLD_OUT = "sold_out"
    WITHDRAWN = "withdrawn"
    FOREIGN = "foreign"
    NOT_ALL_IN = "not_all_in"
    SUSPECT = "suspect"
    PARTIAL = "partial"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known about the trackable before the check."""

    currency: str
    last_total: Decimal | None
    last_source: Supplier | None
    suspect_total: Decimal | None
    availability: Availability


@dataclass(frozen=True, slots=True)
class Seen:
    """A check's results: each answering supplier's best quote, None for sold out.

    `has_others` means that the hotel sells rates other than the tracked one.
    """

    quotes: dict[Supplier, Quote | None]
    failed: frozenset[Supplier]
    has_others: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict, and the quote that it is about."""

    verdict: Verdict
    quote: Quote | None = None
    source: Supplier | None = None
    confirmed: bool = False


def judge(known: Known, seen: Seen) -> Judgement:
    """Return what the check's answers mean for the trackable's price.

    The price is the cheapest all-in total in the tracker's currency over the suppliers. While the
    supplier of the last price did not answer, only a lower price counts: it is certainly available,
    whereas a higher one may merely be another supplier's.
    """
    offered = [(source, quote) for source, quote in seen.quotes.items() if quote is not None]
    if not offered:
        return _nothing_offered(seen)
    cheapest = _cheapest(known, offered)
    if cheapest.verdict is not Verdict.COUNTS or cheapest.quote is None:
        return cheapest
    total = cheapest.quote.total.amount
    if known.last_source in seen.failed and (known.last_total is None or total >= known.last_total):
        return replace(cheapest, verdict=Verdict.PARTIAL)
    if is_suspicious(known.last_total, total):
        if known.suspect_total is None or not agree(known.suspect_total, total):
            return replace(cheapest, verdict=Verdict.SUSPECT)
        return replace(cheapest, confirmed=True)
    return cheapest


def _nothing_offered(seen: Seen) -> Judgement:
    """Return sold out only if every supplier said so, and never while others sell the hotel."""
    if seen.failed or not seen.quotes:
        return Judgement(Verdict.NOTHING)
    verdict = Verdict.WITHDRAWN if seen.has_others else Verdict.SOLD_OUT
    return Judgement(verdict, source=next(iter(seen.quotes)))


def _cheapest(known: Known, offered: Sequence[tuple[Supplier, Quote]]) -> Judgement:
    """Return the cheapest comparable price, else why there is none.

    At equal prices the supplier of the last one stays, so that its rate keeps one history.
    """
    fitting = [(s, q) for s, q in offered if q.total.currency == known.currency]
    if not fitting:
        return Judgement(Verdict.FOREIGN, offered[0][1], offered[0][0])
    all_in = [(s, q) for s, q in fitting if q.taxes is TaxInclusion.INCLUDED and q.total.amount > 0]
    if not all_in:
        return Judgement(Verdict.NOT_ALL_IN, fitting[0][1], fitting[0][0])
    source, quote = min(
        all_in, key=lambda pair: (pair[1].total.amount, pair[0] is not known.last_source)
    )
    return Judgement(Verdict.COUNTS, quote, source)

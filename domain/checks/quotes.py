"""Turns due trackables of one kind into suppliers' answers."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from domain.app import App
from domain.checks.queries.planning import Claimed
from domain.prices.judging import Seen
from domain.prices.terms import Alternative
from domain.search.newest_prices import Said
from domain.suppliers.contract import Supplier
from domain.suppliers.status import SupplierStatus

# Shown on the tracker's screen while a rate is still waiting for its own question.
PUT_OFF = "put_off"
NOTHING_SEEN = Seen({}, frozenset())


@dataclass(frozen=True, slots=True)
class Found:
    """The suppliers' answers for one trackable.

    `options` are the hotels that a search brought, with their all-in totals, `sellers` who asks
    them, and `hotels` those whose prices are the suppliers' quotes. `is_put_off` says that a rate
    needed a query of its own and others came first this time; `alternative` stands in for one that
    is withdrawn. `said` is each supplier's report on the hotel, for other readers. `gone_at` is
    when it was first reported sold out, if that was before this question.
    """

    seen: Seen = NOTHING_SEEN
    failures: Mapping[Supplier, SupplierStatus] = field(default_factory=dict)
    latency_ms: Mapping[Supplier, int] = field(default_factory=dict)
    options: Mapping[int, Decimal] = field(default_factory=dict)
    is_put_off: bool = False
    said: tuple[Said, ...] = ()
    hotels: Mapping[Supplier, int] = field(default_factory=dict)
    alternative: Alternative | None = None
    sellers: Mapping[int, Supplier] = field(default_factory=dict)
    gone_at: datetime | None = None


# Takes trackables that share a question, all of one kind; returns results by trackable id.
# Suppliers' failures are part of them; any exception is a bug of ours.
Quoter = Callable[[App, Sequence[Claimed]], Awaitable[Mapping[int, Found]]]

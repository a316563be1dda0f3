"""A supplier's state in one word and in figures."""

from datetime import UTC, datetime
from typing import Any

import pytest

from domain.suppliers.breaker import BreakerState
from domain.suppliers.contract import (
    AuthRejected,
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    QuotaExhausted,
    RateLimited,
    SessionExpired,
    Supplier,
    SupplierError,
    SupplierPaused,
    Unavailable,
)
from domain.suppliers.status import SupplierMonitor, SupplierStatus, status_of

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WORDS: dict[type[SupplierError], str] = {
    NoAvailability: "no_availability",
    RateLimited: "rate_limited",
    QuotaExhausted: "quota_exhausted",
    AuthRejected: "auth_rejected",
    InvalidRequest: "invalid_request",
    ChangedShape: "changed_shape",
    Unavailable: "unavailable",
    SessionExpired: "unavailable",
    SupplierPaused: "paused",
}


@pytest.mark.parametrize("kind", SupplierError.__subclasses__())
def test_every_error_has_its_word(kind: Any) -> None:
    wants_detail = kind in {InvalidRequest, Unavailable, ChangedShape}
    error = kind(Supplier.SERPAPI, "search", *(["detail"] if wants_detail else []))
    assert status_of(error) == WORDS[kind]


def test_the_monitor_tells_each_endpoint_apart() -> None:
    monitor = SupplierMonitor()
    search = monitor.channel(Supplier.TRAVCLAN, "search")
    search.record(SupplierStatus.OK, 0.3)
    search.record(SupplierStatus.UNAVAILABLE, None)
    monitor.channel(Supplier.SERPAPI, "search").record(SupplierStatus.NO_AVAILABILITY, 0.2)
    serpapi, travclan = monitor.report()
    assert (serpapi.counts, serpapi.latency) == ({SupplierStatus.NO_AVAILABILITY: 1}, 0.2)
    assert travclan.latency == 0.3
    assert travclan.counts == {SupplierStatus.OK: 1, SupplierStatus.UNAVAILABLE: 1}
    assert travclan.breaker is BreakerState.CLOSED

"""A supplier's status: one word for trackables and screens, figures for health."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from domain.suppliers.access import Access
from domain.suppliers.breaker import Breaker, BreakerState
from domain.suppliers.contract import (
    AuthRejected,
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    QuotaExhausted,
    RateLimited,
    Supplier,
    SupplierError,
    SupplierPaused,
)


class SupplierStatus(StrEnum):
    """The result of the last question to a supplier."""

    OK = "ok"
    NO_AVAILABILITY = "no_availability"
    RATE_LIMITED = "rate_limited"
    QUOTA_EXHAUSTED = "quota_exhausted"
    AUTH_REJECTED = "auth_rejected"
    INVALID_REQUEST = "invalid_request"
    CHANGED_SHAPE = "changed_shape"
    PAUSED = "paused"
    UNAVAILABLE = "unavailable"


_STATUSES: tuple[tuple[type[SupplierError], SupplierStatus], ...] = (
    (NoAvailability, SupplierStatus.NO_AVAILABILITY),
    (RateLimited, SupplierStatus.RATE_LIMITED),
    (QuotaExhausted, SupplierStatus.QUOTA_EXHAUSTED),
    (AuthRejected, SupplierStatus.AUTH_REJECTED),
    (InvalidRequest, SupplierStatus.INVALID_REQUEST),
    (ChangedShape, SupplierStatus.CHANGED_SHAPE),
    (SupplierPaused, SupplierStatus.PAUSED),
)
# Statuses under which the supplier works as agreed.


def status_of(error: SupplierError) -> SupplierStatus:
    """Return the status for an error; UNAVAILABLE for unknown errors."""
    return next(
        (status for kind, status in _STATUSES if isinstance(error, kind)),
        SupplierStatus.UNAVAILABLE,
    )


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """The health of a supplier's endpoint in this process. `latency` is the last one, in seconds.

    `counts` is how often each status occurred since the process began.
    """

    supplier: Supplier
    endpoint: str
    breaker: BreakerState
    counts: dict[SupplierStatus, int]
    latency: float | None


@dataclass(slots=True)
class Channel:
    """The record of one supplier's endpoint, with its breaker."""

    breaker: Breaker = field(default_factory=Breaker)
    counts: Counter[SupplierStatus] = field(default_factory=Counter)
    latency: float | None = None

    def record(self, status: SupplierStatus, seconds: float | None) -> None:
        """Record a question's result; `seconds` is None if nothing was sent."""
        self.counts[status] += 1
        if seconds is not None:
            self.latency = seconds


@dataclass(slots=True)
class SupplierMonitor:
    """The channels of this process by supplier and endpoint, and its access to each supplier."""

    _channels: dict[tuple[Supplier, str], Channel] = field(default_factory=dict)
    _access: dict[Supplier, Access] = field(default_factory=dict)

    def channel(self, supplier: Supplier, endpoint: str) -> Channel:
        """Return the channel, which is created with its first question."""
        return self._channels.setdefault((supplier, endpoint), Channel())

    def access(self, supplier: Supplier) -> Access:
        """Return the way to a supplier."""
        return self._access.setdefault(supplier, Access())

    def report(self) -> tuple[ChannelReport, ...]:
        """Return each channel's health."""
        return tuple(
            ChannelReport(
                supplier,
                endpoint,
                channel.breaker.state,
                dict(channel.counts),
                channel.latency,
            )
            for (supplier, endpoint), channel in sorted(self._channels.items())
        )

"""How a supplier fares: in one word for trackables and screens, in figures for health."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

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
from domain.suppliers.doors import Door


class SupplierStatus(StrEnum):
    """How the last question to a supplier went."""

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
    """Return the status that `error` stands for; anything else is UNAVAILABLE."""
    return next(
        (status for kind, status in _STATUSES if isinstance(error, kind)),
        SupplierStatus.UNAVAILABLE,
    )


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """How one supplier's endpoint fares in this process. `latency` is the last one, in seconds.

    `counts` holds how often each status came up since the process began.
    """

    supplier: Supplier
    endpoint: str
    breaker: BreakerState
    counts: dict[SupplierStatus, int]
    latency: float | None


@dataclass(slots=True)
class Channel:
    """What is remembered of one supplier's endpoint, its breaker with it."""

    breaker: Breaker = field(default_factory=Breaker)
    counts: Counter[SupplierStatus] = field(default_factory=Counter)
    latency: float | None = None

    def record(self, status: SupplierStatus, seconds: float | None) -> None:
        """Note how a question went; `seconds` is None where none was sent."""
        self.counts[status] += 1
        if seconds is not None:
            self.latency = seconds


@dataclass(slots=True)
class SupplierMonitor:
    """The channels of this process by supplier and endpoint, and its door to each supplier."""

    _channels: dict[tuple[Supplier, str], Channel] = field(default_factory=dict)
    _doors: dict[Supplier, Door] = field(default_factory=dict)

    def channel(self, supplier: Supplier, endpoint: str) -> Channel:
        """Return the channel, which exists from its first question on."""
        return self._channels.setdefault((supplier, endpoint), Channel())

    def door(self, supplier: Supplier) -> Door:
        """Return the way to a supplier."""
        return self._doors.setdefault(supplier, Door())

    def report(self) -> tuple[ChannelReport, ...]:
        """Return how each channel fares."""
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

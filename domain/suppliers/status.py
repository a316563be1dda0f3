"""A supplier's state of mind in one word, for screens, trackables and health."""

from enum import StrEnum

from domain.suppliers.contract import (
    AuthRejected,
    ChangedShape,
    InvalidRequest,
    NoAvailability,
    QuotaExhausted,
    RateLimited,
    SupplierError,
)


class SupplierStatus(StrEnum):
    """How the last question to a supplier went."""

    OK = "ok"
    NO_AVAILABILITY = "no_availability"
    RATE_LIMITED = "rate_limited"
    QUOTA_EXHAUSTED = "quota_exhausted"
    AUTH_REJECTED = "auth_rejected"
    INVALID_REQUEST = "invalid_request"
    CHANGED_SHAPE = "changed_shape"
    UNAVAILABLE = "unavailable"


_STATUSES: tuple[tuple[type[SupplierError], SupplierStatus], ...] = (
    (NoAvailability, SupplierStatus.NO_AVAILABILITY),
    (RateLimited, SupplierStatus.RATE_LIMITED),
    (QuotaExhausted, SupplierStatus.QUOTA_EXHAUSTED),
    (AuthRejected, SupplierStatus.AUTH_REJECTED),
    (InvalidRequest, SupplierStatus.INVALID_REQUEST),
    (ChangedShape, SupplierStatus.CHANGED_SHAPE),
)


def status_of(error: SupplierError) -> SupplierStatus:
    """Return the status that `error` stands for; what is none of the others is UNAVAILABLE."""
    return next(
        (status for kind, status in _STATUSES if isinstance(error, kind)),
        SupplierStatus.UNAVAILABLE,
    )

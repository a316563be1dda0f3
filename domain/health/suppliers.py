"""Which suppliers only fail: pure, over what all processes have counted."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from domain.health.service import SupplierHealth
from domain.suppliers.reports import EndpointReport
from domain.suppliers.status import SupplierStatus

NEVER = datetime.min.replace(tzinfo=UTC)
# The supplier answers as agreed, if not with a room.
ANSWERS = frozenset({SupplierStatus.OK, SupplierStatus.NO_AVAILABILITY})
# Our own doing: a question that was wrong, or a supplier that an administrator has paused.
OURS = frozenset({SupplierStatus.INVALID_REQUEST, SupplierStatus.PAUSED})
FAILURES = frozenset(SupplierStatus) - ANSWERS - OURS


class Ailing(NamedTuple):
    """An endpoint of a supplier whose last outcome was a failure, and when that was."""

    supplier: str
    endpoint: str
    failed_at: datetime


def ailing(suppliers: Iterable[SupplierHealth]) -> list[Ailing]:
    """Return the endpoints whose last call failed, except those of paused suppliers.

    Each endpoint counts on its own: the one for the balance may answer while the one for prices
    does not.
    """
    return [
        Ailing(supplier.supplier, one.endpoint, _last(one, FAILURES))
        for supplier in suppliers
        if not supplier.is_paused
        for one in supplier.endpoints
        if _last(one, FAILURES) > _last(one, ANSWERS)
    ]


def _last(endpoint: EndpointReport, statuses: frozenset[SupplierStatus]) -> datetime:
    """Return the last time that any of these came up."""
    return max((at for one, at in endpoint.last.items() if one in statuses), default=NEVER)

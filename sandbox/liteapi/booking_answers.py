"""Bookings as `book.liteapi.travel` writes them."""

from typing import Any

from sandbox.market.identities import liteapi_id
from sandbox.market.sales import Sale, SaleState

from .rates import Offered, last_free, write_policies

WORDS = {
    SaleState.PENDING: "PENDING",
    SaleState.CONFIRMED: "CONFIRMED",
    SaleState.FAILED: "FAILED",
    SaleState.CANCEL_PENDING: "PENDING_CANCELLATION",
}


def status_of(sale: Sale) -> str:
    """Write the state; which words stand for what is pending or has failed is *assumed*."""
    if sale.state is SaleState.CANCELLED:
        charged = sale.penalty is not None and sale.penalty >= sale.total
        return "CANCELLED_WITH_CHARGES" if charged or not sale.refundable else "CANCELLED"
    if sale.no_show:
        return "NO_SHOW"
    return WORDS[sale.state]


def write_booking(sale: Sale) -> dict[str, Any]:
    offered: Offered = sale.wire["offered"]
    policies = write_policies(offered, sale.total, sale.rules)
    policies["refundableTag"] = "RFN" if sale.refundable else "NRFN"
    return {
        "bookingId": sale.code,
        "clientReference": sale.reference or "",
        "supplierBookingId": sale.code,
        "supplier": "nuitee",
        "supplierId": 2,
        "status": status_of(sale),
        "changedByHotel": sale.hotel_words or None,
        "hotelConfirmationCode": sale.confirmation or "",
        "checkin": sale.stay.check_in.isoformat(),
        "checkout": sale.stay.check_out.isoformat(),
        "hotel": {"hotelId": liteapi_id(sale.hotel), "name": sale.hotel.name},
        "cancellationPolicies": policies,
        "price": float(sale.total),
        "currency": sale.currency,
        "prebookId": sale.session,
        "tag": policies["refundableTag"],
        "lastFreeCancellationDate": last_free(sale.rules),
        "createdAt": sale.made_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "cancelledAt": sale.changed_at.isoformat() if sale.penalty is not None and sale.changed_at
        else None,
        "amountRefunded": float(sale.refund) if sale.penalty is not None else 0,
        "remarks": sale.requests,
        "sandbox": 1,
    }  # fmt: skip

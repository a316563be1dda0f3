"""Where a booking stands, as TravClan writes it."""

from typing import Any

from sandbox.market.sales import Sale, SaleState

Answer = dict[str, Any]

WORDS = {
    SaleState.PENDING: "PENDING",
    SaleState.CONFIRMED: "CONFIRMED",
    SaleState.FAILED: "FAILED",
    SaleState.CANCEL_PENDING: "CANCELLATION_PENDING",
    SaleState.CANCELLED: "CANCELLED",
    SaleState.HELD: "HELD",
    SaleState.RELEASED: "RELEASED",
}


def write_status(sale: Sale) -> Answer:
    """Write where a booking stands, as its flight sibling does; both names of its code are seen."""
    return {
        "bmsBookingCode": sale.code,
        "bookingRefId": sale.code,
        "isBookingSucessfullOnBMS": sale.state is not SaleState.FAILED,
        "isBookingSuccessfullByProvider": sale.state is SaleState.CONFIRMED,
        "providerConfirmationNumber": sale.confirmation,
        "bookingStatus": "NO_SHOW" if sale.no_show else WORDS[sale.state],
        "isSuccessful": sale.state is not SaleState.FAILED,
    }

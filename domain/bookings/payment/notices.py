"""Notices to the payer about money: that it is refunded and why, and that it is on its way.

They go to the chat where the payment was made, whatever happens to the booking, even during quiet
hours.
"""

from datetime import datetime
from enum import StrEnum

from domain.accounts.admin_notices import tell_admins
from domain.bookings.queries.people import payer_of
from domain.money import Money
from domain.outbox.queries.messages import put_messages
from domain.outbox.values import ChannelName, NewMessage
from domain.payments.values import Charge, Reason
from domain.unit_of_work import Database

PAYMENT_CASE = "payment_case"
SUPPLIER_UNPAID = "supplier_unpaid"


class PaymentTold(StrEnum):
    """The notices a payer gets."""

    GOES_BACK = "payment_goes_back"
    IS_BACK = "payment_is_back"
    WITH_PEOPLE = "payment_with_people"


async def tell_payer(
    database: Database,
    told: PaymentTold,
    charge: Charge,
    money: Money,
    reason: Reason,
    refund_key: str,
    now: datetime,
) -> None:
    """Tell whoever paid, once for each refund and point.

    A charge does not tell refunds apart: it may pay for two bookings, one after the other, and part
    of it go back for each.
    """
    payer = await payer_of(database, charge.payer_id, charge.booking_id)
    if payer is None:
        return
    values = {
        "amount": str(money.amount),
        "currency": money.currency,
        "reason": reason.value,
        "title": payer.title or "",
        "booking_id": charge.booking_id,
        "quiet": [None, None, payer.time_zone],
    }
    message = NewMessage(
        ChannelName.TELEGRAM, str(payer.chat_id), told.value,
        f"{told.value}:{refund_key}",
        payer.language, payer.region, values, payer.id,
    )  # fmt: skip
    await put_messages(database, [message], now)


async def tell_unpaid(database: Database, supplier: str, now: datetime) -> None:
    """Tell administrators, once a day, that the account at a supplier did not pay for an order.

    Not every supplier tells what is left there (`WalletGateway`); this one has just said it.
    """
    values = {"supplier": supplier}
    await tell_admins(database, SUPPLIER_UNPAID, f"{supplier}:{now:%Y-%m-%d}", values, now)

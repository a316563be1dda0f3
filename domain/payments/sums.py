"""What was paid for a booking, and how much of it was refunded."""

from decimal import Decimal

from domain.money import Money
from domain.payments.models import ChargeState, PaymentCharge, PaymentRefund


async def paid_for(booking_id: int) -> tuple[Money | None, Money | None]:
    """Return what was paid for a booking and is held or used for it, and how much is refunded."""
    charges = await PaymentCharge.filter(
        booking_id=booking_id, state__in=[ChargeState.HELD, ChargeState.USED]
    )
    if not charges:
        return None, None
    currency = charges[0].currency
    refunds = await PaymentRefund.filter(charge_id__in=[one.id for one in charges])
    paid = sum((one.amount for one in charges if one.currency == currency), Decimal(0))
    back = sum((one.amount for one in refunds if one.currency == currency), Decimal(0))
    return Money.of(paid, currency), Money.of(back, currency) if back else None

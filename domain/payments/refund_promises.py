"""Promises refunds: the refund and its transfer, in the unit of work that causes it."""

from datetime import datetime

from domain.ledger.accounts import Account
from domain.ledger.posting import post
from domain.ledger.transfers import move
from domain.money import Money
from domain.payments.models import ChargeState
from domain.payments.queries.charges import set_charge
from domain.payments.queries.refunds import add_refund, refunded_before
from domain.payments.values import Charge, Reason
from domain.unit_of_work import Database

LONGEST_KEY = 64


async def promise_refund(
    database: Database, charge: Charge, money: Money, reason: Reason, now: datetime
) -> str | None:
    """Promise so much of a charge back, and no more than is left; None where it was before.

    Joins the open transaction. Whatever asks for the same (the charge, the reason) again is
    answered by the same refund: at the provider it carries the key that is returned.
    """
    left = charge.money - await refunded_before(database, charge, None)
    back = min(money, left)
    if back.amount <= 0:
        return None
    # By booking too, because a charge may come to pay for another one.
    key = f"{reason.value}-{charge.booking_id or 0}-{charge.row_id}-{charge.charge_id}"
    key = key[:LONGEST_KEY]
    if await add_refund(database, charge, key, back, reason, now) is None:
        return None
    source = Account.SALES if charge.state is ChargeState.USED else Account.HELD
    await post(
        database,
        move(f"promise:{key}", "promise", back, Account.REFUNDS, source, charge.booking_id),
        now,
    )
    if charge.state is ChargeState.HELD:
        await set_charge(database, charge.row_id, ChargeState.RETURNED)
    return key

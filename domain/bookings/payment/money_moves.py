"""Moves money when a booking's state changes, in the same transaction.

::

    confirmed   held → sales      the supplier's bill: its wallet → costs
    failed      held → refunds    all of it
    cancelled   sales → refunds   what the terms give back; costs → wallet, what the supplier does
                sales → sales     what pays for the booking in its place, where there is one

Each of these has a key for its purpose: it counts once, however often a state is reached.
"""

from datetime import datetime
from decimal import Decimal

from pydantic import TypeAdapter

from domain.bookings.models import BookingState
from domain.bookings.payment.notices import PaymentTold, tell_payer
from domain.bookings.queries.agreed_terms import agreed_of, booked_anew
from domain.bookings.terms import Terms
from domain.ledger.accounts import Account, wallet
from domain.ledger.posting import post
from domain.ledger.transfers import move
from domain.money import Money
from domain.payments.amounts import share_of
from domain.payments.models import ChargeState
from domain.payments.queries.charges import charges_of, give_charge, set_charge, void_invoices
from domain.payments.queries.refunds import refunded_before
from domain.payments.refund_promises import promise_refund
from domain.payments.values import Charge, Reason
from domain.unit_of_work import Database

_TERMS: TypeAdapter[Terms] = TypeAdapter(Terms)


def due_now(terms: Terms) -> Money:
    """Return what is due when booking; the rest is paid at the hotel."""
    total, later = terms.total, terms.rate.due_at_property
    if later is None or later.currency != total.currency:
        return total
    return max(total - later, Money(Decimal(0), total.currency))


async def follow(database: Database, booking_id: int, state: BookingState, now: datetime) -> None:
    """Move the money that a booking's new state requires. Joins the open transaction."""
    match state:
        case BookingState.SUBMITTING:
            await void_invoices(database, booking_id)
        case BookingState.CONFIRMED:
            await _sold(database, booking_id, now)
        case BookingState.FAILED:
            await void_invoices(database, booking_id)
            await give_back_held(database, booking_id, Reason.FAILED, now)
        case BookingState.CANCELLED:
            await _cancelled(database, booking_id, now)


async def give_back_held(
    database: Database, booking_id: int, reason: Reason, now: datetime
) -> tuple[Money, ...]:
    """Refund everything held for a booking; return what is newly refunded."""
    held = await charges_of(database, booking_id, (ChargeState.HELD,))
    promised = [
        charge for charge in held if await give_back(database, charge, charge.money, reason, now)
    ]
    return tuple(charge.money for charge in promised)


async def give_back(
    database: Database, charge: Charge, money: Money, reason: Reason, now: datetime
) -> bool:
    """Promise a refund, and notify the payer; False if it was promised already."""
    key = await promise_refund(database, charge, money, reason, now)
    if key is None:
        return False
    await tell_payer(database, PaymentTold.GOES_BACK, charge, money, reason, key, now)
    return True


async def _sold(database: Database, booking_id: int, now: datetime) -> None:
    stay = await agreed_of(database, booking_id)
    if stay is None:
        return
    bill = due_now(_TERMS.validate_python(stay.agreed))
    account = wallet(stay.supplier)
    await _post(database, "bill", booking_id, bill, account, Account.COSTS, now)
    for charge in await charges_of(database, booking_id, (ChargeState.HELD,)):
        sale = move(
            f"sale:{charge.charge_id}", "sale", charge.money, Account.SALES, Account.HELD,
            booking_id,
        )  # fmt: skip
        await post(database, sale, now)
        await set_charge(database, charge.row_id, ChargeState.USED)


async def _cancelled(database: Database, booking_id: int, now: datetime) -> None:
    stay = await agreed_of(database, booking_id)
    if stay is None:
        return
    terms = _TERMS.validate_python(stay.agreed)
    bill = due_now(terms)
    zero = Money(Decimal(0), bill.currency)
    charged = _known(stay.penalty, stay.quoted_penalty, terms.penalty(now).amount)
    refund = stay.refund
    back = bill.amount - charged if refund is None else refund
    returned = min(max(Money.of(back, bill.currency), zero), bill)
    await _post(
        database, "bill back", booking_id, returned, Account.COSTS, wallet(stay.supplier), now
    )
    # The traveller pays what was agreed, whatever the supplier charged.
    agreed = charged if stay.quoted_penalty is None else min(charged, stay.quoted_penalty)
    given = max(Money.of(bill.amount - agreed, bill.currency), zero)
    new = await _in_its_place(database, booking_id, bill.currency)
    for charge in await charges_of(database, booking_id, (ChargeState.HELD, ChargeState.USED)):
        left = charge.money - await refunded_before(database, charge, None)
        share = share_of(left, given, bill)
        if new is None:
            await give_back(database, charge, share, Reason.CANCELLED, now)
        else:
            await _carry_over(database, charge, share, share_of(left, new[1], bill), new[0], now)


async def _in_its_place(
    database: Database, booking_id: int, currency: str
) -> tuple[int, Money] | None:
    """Return the booking that replaced this one, and its bill; or None."""
    new = await booked_anew(database, booking_id)
    if new is None:
        return None
    bill = due_now(_TERMS.validate_python(new.agreed))
    return (new.id, bill) if bill.currency == currency else None


async def _carry_over(
    database: Database, charge: Charge, given: Money, needed: Money, new_id: int, now: datetime
) -> None:
    """Use the money paid for a booking for its replacement; only the rest is refunded."""
    carried = min(given, needed)
    if (given - carried).amount > 0:
        await give_back(database, charge, given - carried, Reason.REBOOKED, now)
    if carried.amount > 0:
        name = f"{charge.charge_id}:{new_id}"
        out, into = f"carry out:{name}", f"carry in:{name}"
        sales, held = Account.SALES, Account.HELD
        await post(database, move(out, "carry out", carried, held, sales, charge.booking_id), now)
        await post(database, move(into, "carry in", carried, sales, held, new_id), now)
    await give_charge(database, charge.row_id, new_id)


def _known(*amounts: Decimal | None) -> Decimal:
    """Return the first known amount."""
    return next(amount for amount in amounts if amount is not None)


async def note_other_bill(
    database: Database, booking_id: int, supplier: str, agreed: Money, billed: Money, now: datetime
) -> None:
    """Post what a supplier charged above (or below) the agreed amount: the difference is ours."""
    if billed.currency != agreed.currency:
        return
    more = billed - agreed
    source, target = wallet(supplier), Account.LOSSES.value
    if more.amount < 0:
        more, source, target = agreed - billed, target, source
    await _post(database, "bill difference", booking_id, more, source, target, now)


async def _post(
    database: Database,
    kind: str,
    booking_id: int,
    money: Money,
    source: str,
    target: str,
    now: datetime,
) -> None:
    if money.amount > 0:
        transfer = move(f"{kind}:{booking_id}", kind, money, source, target, booking_id)
        await post(database, transfer, now)

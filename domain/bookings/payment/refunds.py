"""Carries out refunds until they are done or handed to a person."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog

from domain.accounts.admin_notices import tell_admins
from domain.app import App
from domain.bookings.cases import close_cases, open_case
from domain.bookings.payment.notices import PAYMENT_CASE, PaymentTold, tell_payer
from domain.bookings.queries.bookings import load_any
from domain.bookings.queries.cases import CaseKind
from domain.db import AWAY
from domain.errors import NotFound
from domain.ledger.accounts import Account
from domain.ledger.posting import post
from domain.ledger.transfers import move
from domain.payments.contract import (
    RefundDiffers,
    Refunded,
    RefundOrder,
    RefundOutcome,
    RefundPort,
    RefundRefused,
    RefundUnknown,
)
from domain.payments.models import RefundState
from domain.payments.queries.charges import forget_payer
from domain.payments.queries.refunds import (
    claim_refunds,
    list_refunds,
    load_refund,
    refunded_before,
    set_refund,
)
from domain.payments.values import Refund

log = structlog.get_logger(__name__)

# When a refund with an unknown outcome is requested again; after the last time a person takes over.
ASKED_AGAIN = tuple(timedelta(seconds=n) for n in (5, 15, 60, 300, 900, 3600))
# The port for each currency, and for all others.
Ports = Mapping[str | None, RefundPort]


async def carry_refunds(app: App, ports: Ports) -> int:
    """Request due refunds; return how many. No two processes request the same one."""
    refunds = await claim_refunds(app.pool, app.clock.now())
    await asyncio.gather(*(_carry_alone(app, ports, refund) for refund in refunds))
    return len(refunds)


async def _carry_alone(app: App, ports: Ports, refund: Refund) -> None:
    """Carry out one; an error with it does not hold up the rest."""
    try:
        await _settle(app, refund, await _ask(app, ports, refund))
    except AWAY:
        raise
    except Exception:
        log.exception("refund not carried", refund=refund.key)


async def _ask(app: App, ports: Ports, refund: Refund) -> RefundOutcome:
    charge = refund.charge
    port = ports.get(charge.money.currency, ports.get(None))
    if port is None:
        return RefundRefused("no way to give it back is set up")
    before = await refunded_before(app.pool, charge, refund.refund_id)
    order = RefundOrder(
        refund.key, charge.charge_id, charge.provider_charge_id, charge.payer_id, charge.money,
        refund.money, before, refund.reason.value,
    )  # fmt: skip
    return await port.refund(order)


async def _settle(app: App, refund: Refund, outcome: RefundOutcome) -> None:
    """Record its outcome, and notify the payer."""
    now = app.clock.now()
    async with app.pool.transaction():
        match outcome:
            case Refunded():
                await finish_refund(app, refund, "")
            case RefundDiffers(detail):
                await finish_refund(app, refund, detail)
                await _ask_person(app, refund, CaseKind.REFUND_DIFFERS, detail)
            case RefundUnknown(detail) if refund.tries <= len(ASKED_AGAIN):
                pause = ASKED_AGAIN[refund.tries - 1]
                await set_refund(
                    app.pool, refund.refund_id, RefundState.DUE, detail, now, now + pause
                )
            case RefundUnknown(detail) | RefundRefused(detail):
                await set_refund(app.pool, refund.refund_id, RefundState.WITH_PEOPLE, detail, now)
                await _ask_person(app, refund, CaseKind.REFUND_BY_HAND, detail)
                await tell_payer(
                    app.pool, PaymentTold.WITH_PEOPLE, refund.charge, refund.money, refund.reason,
                    refund.key, now,
                )  # fmt: skip
    log.info("refund asked for", refund=refund.key, outcome=type(outcome).__name__)


async def finish_refund(app: App, refund: Refund, detail: str, admin_id: int | None = None) -> None:
    """Record that a refund is done, by the provider or by hand, and notify the payer, once.

    Joins the open transaction.
    """
    now = app.clock.now()
    is_new = await set_refund(
        app.pool, refund.refund_id, RefundState.DONE, detail, now, admin_id=admin_id
    )
    if not is_new:
        return
    booking_id = refund.charge.booking_id
    await post(
        app.pool,
        move(
            f"refund:{refund.key}", "refund", refund.money, Account.PROVIDER, Account.REFUNDS,
            booking_id, detail,
        ),
        now,
    )  # fmt: skip
    await tell_payer(
        app.pool, PaymentTold.IS_BACK, refund.charge, refund.money, refund.reason, refund.key, now
    )
    await forget_payer(app.pool, refund.charge)
    if booking_id is not None and not await list_refunds(
        app.pool, booking_id, RefundState.WITH_PEOPLE
    ):
        await close_cases(
            app.pool, booking_id, now, "refunded", (CaseKind.REFUND_BY_HAND,), admin_id
        )


async def _ask_person(app: App, refund: Refund, kind: CaseKind, detail: str) -> None:
    """Hand it to a person, with a case and a notice."""
    now = app.clock.now()
    try:
        booking = await load_any(refund.charge.booking_id or 0)
    except NotFound:
        values = {"amount": str(refund.money.amount), "currency": refund.money.currency}
        await tell_admins(app.pool, PAYMENT_CASE, str(refund.refund_id), values, now)
        return
    await open_case(
        app.pool, kind, booking, now, refund=refund.key, detail=detail,
        amount=f"{refund.money.amount} {refund.money.currency}",
        provider_charge=refund.charge.provider_charge_id,
    )  # fmt: skip


async def refund_by_hand(app: App, booking_id: int, admin_id: int) -> None:
    """Record that an administrator refunded by hand what the provider did not.

    Joins the open transaction.
    """
    for refund in await list_refunds(app.pool, booking_id, RefundState.WITH_PEOPLE):
        await finish_refund(app, refund, "by hand", admin_id)


async def settle_by_hand(app: App, refund_id: int, admin_id: int) -> Refund:
    """Record that one refund was made by hand. Raises NotFound if it is not waiting for that.

    Joins the open transaction.
    """
    refund = await load_refund(app.pool, refund_id)
    if refund is None or refund.state is not RefundState.WITH_PEOPLE:
        raise NotFound("refund")
    await finish_refund(app, refund, "by hand", admin_id)
    return refund


async def ask_provider_again(app: App, refund_id: int) -> Refund:
    """Request a refund again. Raises NotFound if it is not waiting for a person.

    Joins the open transaction.
    """
    refund = await load_refund(app.pool, refund_id)
    if refund is None or refund.state is not RefundState.WITH_PEOPLE:
        raise NotFound("refund")
    now = app.clock.now()
    await set_refund(app.pool, refund_id, RefundState.DUE, refund.detail, now, now)
    return refund

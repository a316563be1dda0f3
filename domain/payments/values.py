"""Payments as services and screens see them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.money import Money
from domain.payments.models import ChargeState, InvoiceState, RefundState


class Reason(StrEnum):
    """Why money is refunded."""

    OLD = "old"  # the invoice was not the newest, or the booking had gone on
    DOUBLED = "doubled"  # it was paid already
    STRAY = "stray"  # nobody asked for it
    CHANGED = "changed"  # the room is no longer what was agreed to
    UNREACHABLE = "unreachable"  # the supplier could not be handed the order
    FAILED = "failed"  # nothing was booked
    CANCELLED = "cancelled"  # what the terms give back
    REBOOKED = "rebooked"  # the booking in its place costs less
    BY_HAND = "by_hand"  # one of us decided so


@dataclass(frozen=True, slots=True)
class Invoice:
    """A sent invoice; `covers` is the part of the booking that it pays."""

    invoice_id: int
    payload: str
    booking_id: int
    review: int
    user_id: int | None
    chat_id: int | None
    money: Money
    covers: Money
    terms: dict[str, Any]
    state: InvoiceState


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as Telegram reports it. `payer_id` is a Telegram id."""

    payload: str
    charge_id: str
    provider_charge_id: str
    payer_id: int
    money: Money


@dataclass(frozen=True, slots=True)
class Charge:
    """A received payment."""

    row_id: int
    charge_id: str
    provider_charge_id: str
    invoice_id: int | None
    booking_id: int | None
    user_id: int | None
    payer_id: int | None
    money: Money
    state: ChargeState
    tries: int = 0


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund, on its way or done."""

    refund_id: int
    key: str
    charge: Charge
    money: Money
    reason: Reason
    state: RefundState
    tries: int
    detail: str
    created_at: datetime

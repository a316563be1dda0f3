"""What the suppliers have sold: their books of bookings, and the rooms and money that are left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import Any

from .hotels import Hotel
from .offers import Offer
from .stays import Stay
from .twists import Turn, Twist

# Seen in recordings: a rule ends a minute before the next one begins.
GAP = timedelta(minutes=1)
NOTHING = Decimal(0)


class SaleState(StrEnum):
    """A booking's state at its supplier."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    FAILED = "failed"
    CANCEL_PENDING = "cancel_pending"
    CANCELLED = "cancelled"
    HELD = "held"
    RELEASED = "released"


UNSOLD = (SaleState.HELD, SaleState.RELEASED)
HOLDS_A_ROOM = (SaleState.HELD, SaleState.PENDING, SaleState.CONFIRMED, SaleState.CANCEL_PENDING)


@dataclass(frozen=True, slots=True)
class Rule:
    """What cancelling costs between two instants."""

    starts: datetime
    ends: datetime
    penalty: Decimal

    def to_json(self) -> dict[str, str]:
        return {
            "starts": self.starts.isoformat(),
            "ends": self.ends.isoformat(),
            "penalty": str(self.penalty),
        }


def cancel_rules(offer: Offer, stay: Stay, total: Decimal, now: datetime) -> tuple[Rule, ...]:
    """Give the rules of an offer sold for `total`; none where it never was refundable.

    Each ends a minute before the next begins.
    """
    if offer.free_until is None or offer.half_until is None:
        return ()
    today = datetime.combine(now.date(), time(0), now.tzinfo)
    arrival = datetime.combine(stay.check_in, time(0), now.tzinfo)
    free = max(offer.free_until, now)
    half = max(offer.half_until, free)
    night = (total / max(1, len(stay.nights))).quantize(Decimal("0.01"))
    steps = ((today, free, NOTHING), (free, half, night), (half, arrival, total))
    rules = [Rule(start, end, penalty) for start, end, penalty in steps if start < end]
    return tuple(
        Rule(rule.starts, rule.ends if rule is rules[-1] else rule.ends - GAP, rule.penalty)
        for rule in rules
    )


def penalty_at(rules: Iterable[Rule], total: Decimal, now: datetime) -> Decimal:
    """Give what cancelling costs now: in a gap between two rules as much as after it."""
    ordered = sorted(rules, key=lambda rule: rule.starts)
    due = next((rule.penalty for rule in ordered if now <= rule.ends), total)
    return due if ordered else total


@dataclass(slots=True)
class Sale:
    """A booking in a supplier's book; `session` is what it was made from.

    `wire` is what the supplier's own answers need next to. Amounts are in `currency`.
    """

    supplier: str
    code: str
    session: str
    reference: str | None
    hotel: Hotel
    stay: Stay
    room: str
    board: str
    refundable: bool
    cancels_online: bool
    total: Decimal
    currency: str
    rules: tuple[Rule, ...]
    guests: tuple[Mapping[str, Any], ...]
    requests: str
    made_at: datetime
    wire: Mapping[str, Any] = field(default_factory=dict)
    state: SaleState = SaleState.CONFIRMED
    settles: tuple[datetime, SaleState] | None = None
    penalty: Decimal | None = None
    changed_at: datetime | None = None
    no_show: bool = False
    hotel_words: str = ""

    @property
    def confirmation(self) -> str | None:
        """The hotel's own number, which it gives when it confirms."""
        return f"HC{self.code.upper()}" if self.state is not SaleState.PENDING else None

    @property
    def refund(self) -> Decimal:
        """What is paid back of a cancelled booking."""
        return self.total - (self.penalty or NOTHING)

    def settle(self, now: datetime) -> None:
        """Let happen what was to happen by now."""
        if self.settles is not None and now >= self.settles[0]:
            self.state, self.settles, self.changed_at = self.settles[1], None, now

    def will_settle(self, now: datetime, twist: Twist, done: SaleState, undone: SaleState) -> None:
        """Have the booking settle after the twist's seconds; it ends undone where it `fails`."""
        end = undone if twist.fails else done
        self.settles = (now + timedelta(seconds=twist.seconds), end)

    def cancel(self, now: datetime, penalty: Decimal) -> None:
        self.state, self.penalty, self.changed_at = SaleState.CANCELLED, penalty, now

    def to_json(self) -> dict[str, Any]:
        """Show it as tests and the chat page read it; money as text."""
        return {
            "supplier": self.supplier,
            "code": self.code,
            "session": self.session,
            "reference": self.reference,
            "state": self.state.value,
            "hotel_id": self.hotel.id,
            "hotel": self.hotel.name,
            "check_in": self.stay.check_in.isoformat(),
            "check_out": self.stay.check_out.isoformat(),
            "rooms": len(self.stay.rooms),
            "room": self.room,
            "board": self.board,
            "refundable": self.refundable,
            "cancels_online": self.cancels_online,
            "total": str(self.total),
            "currency": self.currency,
            "rules": [rule.to_json() for rule in self.rules],
            "guests": [dict(guest) for guest in self.guests],
            "requests": self.requests,
            "made_at": self.made_at.isoformat(),
            "penalty": None if self.penalty is None else str(self.penalty),
        }


class Sales:
    """Every supplier's bookings, oldest first, and what is left of rooms and money."""

    def __init__(self) -> None:
        self._sales: list[Sale] = []
        self._numbers = count(1)
        self._left: dict[int, int] = {}
        self._wallets: dict[str, Decimal] = {}

    def reset(self) -> None:
        """Forget all; numbers go on, so that no code is ever given twice."""
        self._sales.clear()
        self._left.clear()
        self._wallets.clear()

    def number(self) -> int:
        """Give the number of the booking about to be made."""
        return next(self._numbers)

    def add(self, sale: Sale, twist: Twist | None = None) -> Sale:
        """Write a booking down: confirmed and paid for, unless a twist has it otherwise."""
        if twist is not None and twist.turn is Turn.REFUSED:
            sale.state = SaleState.FAILED
        elif twist is not None and twist.turn is Turn.PENDING:
            sale.state = SaleState.PENDING
            sale.will_settle(sale.made_at, twist, SaleState.CONFIRMED, SaleState.FAILED)
        self._sales.append(sale)
        if sale.state not in {SaleState.FAILED, SaleState.HELD}:
            self._charge(sale)
        return sale

    def _charge(self, sale: Sale) -> None:
        if sale.supplier in self._wallets:
            self._wallets[sale.supplier] -= sale.total

    def confirm(self, sale: Sale, now: datetime) -> None:
        """Make a booking of what was held, and have it paid for."""
        sale.state, sale.settles, sale.changed_at = SaleState.CONFIRMED, None, now
        self._charge(sale)

    def release(self, sale: Sale, now: datetime) -> None:
        """Give back what was held."""
        sale.state, sale.settles, sale.changed_at = SaleState.RELEASED, None, now

    def all(self, now: datetime) -> list[Sale]:
        """Give all as they stand at this moment."""
        for sale in self._sales:
            sale.settle(now)
        return list(self._sales)

    def of(self, supplier: str, now: datetime) -> list[Sale]:
        return [sale for sale in self.all(now) if sale.supplier == supplier]

    def find(self, supplier: str, code: str, now: datetime) -> Sale | None:
        return next((sale for sale in self.of(supplier, now) if sale.code == code), None)

    def of_session(self, supplier: str, session: str, now: datetime) -> list[Sale]:
        """Give what was made of a session, holds apart."""
        made = [sale for sale in self.of(supplier, now) if sale.session == session]
        return [sale for sale in made if sale.state not in UNSOLD]

    def held(self, supplier: str, session: str, now: datetime) -> Sale | None:
        """Give what is held for a session."""
        return next(
            (
                sale
                for sale in self.of(supplier, now)
                if sale.session == session and sale.state is SaleState.HELD
            ),
            None,
        )

    def of_reference(self, supplier: str, reference: str, now: datetime) -> list[Sale]:
        return [sale for sale in self.of(supplier, now) if sale.reference == reference]

    def set_rooms(self, hotel: Hotel, left: int | None) -> None:
        """Say how many rooms of each kind a hotel has in all; None gives it back to chance."""
        self._left.pop(hotel.number, None)
        if left is not None:
            self._left[hotel.number] = left

    def has_rooms(self, hotel: Hotel, stay: Stay, offer: Offer, now: datetime) -> bool:
        """Whether as many rooms of the kind are left on every night as the stay asks for.

        Unless it was said how many there are, there are always enough.
        """
        left = self._left.get(hotel.number)
        if left is None:
            return True
        nights = set(stay.nights)
        taken = sum(
            len(sale.stay.rooms)
            for sale in self.all(now)
            if sale.hotel.number == hotel.number
            and sale.room == offer.room.name
            and sale.state in HOLDS_A_ROOM
            and nights & set(sale.stay.nights)
        )
        return left - taken >= len(stay.rooms)

    def set_wallet(self, supplier: str, balance: Decimal | None) -> None:
        """Give the agency's wallet at a supplier a balance; None makes it bottomless."""
        self._wallets.pop(supplier, None)
        if balance is not None:
            self._wallets[supplier] = balance

    def wallet(self, supplier: str) -> Decimal | None:
        return self._wallets.get(supplier)

    def can_pay(self, supplier: str, total: Decimal) -> bool:
        balance = self._wallets.get(supplier)
        return balance is None or balance >= total

"""A supplier that books, in memory: its books, its moods at each call, and a process to be killed.

It keeps the port's contract (`domain.suppliers.booking_contract`), and its books are the truth that
ours are compared with.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from domain.clock import Clock
from domain.money import Money
from domain.suppliers.booking_contract import (
    BookingKey,
    Cancellation,
    Difference,
    Gone,
    NameCorrection,
    Order,
    Rechecked,
    Session,
    Submission,
)
from domain.suppliers.booking_outcomes import (
    BookingRecord,
    BookOutcome,
    CancellationQuote,
    Cancelled,
    CancelNotSent,
    CancelOutcome,
    CancelPending,
    CancelRefusal,
    CancelRefused,
    CancelUnknown,
    Confirmed,
    Duplicate,
    Held,
    HoldOutcome,
    NameCorrected,
    NameNotSent,
    NameOpen,
    NameOutcome,
    NotSent,
    NotSentReason,
    PenaltyAbove,
    Pending,
    PriceChanged,
    RecordState,
    RefusalReason,
    Refused,
    SessionEnded,
    SoldOut,
    Unknown,
)
from domain.suppliers.contract import InvalidRequest, Rate, Supplier, Unavailable


class Mood(StrEnum):
    """What comes of a call."""

    FINE = "fine"
    AWAY = "away"  # nothing is sent
    LOST_BEFORE = "lost before"  # no answer, and it never came
    LOST_AFTER = "lost after"  # no answer, though it is done
    DUPLICATE = "duplicate"  # it is done, and the answer speaks of a second one
    PENDING = "pending"
    SOLD_OUT = "sold out"
    REFUSED = "refused"
    PRICE = "price"
    SESSION = "session"
    RAISES = "raises"  # a bug of the gateway, though it is done
    KILLED_BEFORE = "killed before"
    KILLED_AFTER = "killed after"


class Killed(BaseException):
    """The process ends here."""


@dataclass
class FakeBooker:
    """Books rates at a supplier; `rate` is what a recheck finds instead of what was seen."""

    supplier: Supplier
    clock: Clock
    moods: dict[str, list[Mood]] = field(default_factory=dict)
    books: dict[str, BookingRecord] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    orders: list[Submission] = field(default_factory=list)
    rooms_left: int = 1_000
    rate: Callable[[Rate], Rate] | None = None
    differences: frozenset[Difference] = frozenset()
    session_life: timedelta = timedelta(minutes=30)
    penalty: Decimal = Decimal(0)
    is_gone: bool = False
    shows_bookings: bool = True
    before_answer: Callable[[], Awaitable[None]] | None = None
    wallet: Money = field(default_factory=lambda: Money.of(1_000_000, "INR"))

    def _mood(self, operation: str) -> Mood:
        self.calls.append(operation)
        moods = self.moods.get(operation)
        mood = moods.pop(0) if moods else Mood.FINE
        if mood is Mood.KILLED_BEFORE:
            raise Killed
        return mood

    def _read(self, operation: str) -> None:
        mood = self._mood(operation)
        if mood is Mood.KILLED_AFTER:
            raise Killed
        if mood is not Mood.FINE:
            raise Unavailable(self.supplier, operation, "status 503")

    async def recheck(self, order: Order) -> Rechecked | Gone:
        self._read("recheck")
        if self.is_gone or self.rooms_left < 1:
            return Gone()
        rate = self.rate(order.rate) if self.rate else order.rate
        session = Session(f"s{len(self.calls)}", self.clock.now() + self.session_life)
        return Rechecked(rate, session, self.differences)

    async def book(self, submission: Submission) -> BookOutcome:
        mood = self._mood("book")
        if self.before_answer is not None:
            await self.before_answer()
        self.orders.append(submission)
        unmade: dict[Mood, BookOutcome] = {
            Mood.AWAY: NotSent(NotSentReason.UNREACHABLE),
            Mood.LOST_BEFORE: Unknown("ReadTimeout"),
            Mood.SOLD_OUT: SoldOut(),
            Mood.REFUSED: Refused(RefusalReason.INSUFFICIENT_FUNDS, "1022"),
            Mood.PRICE: PriceChanged(),
            Mood.SESSION: SessionEnded(),
        }
        if mood in unmade:
            return unmade[mood]
        if self.rooms_left < 1:
            return SoldOut()
        record = self._enter(submission, mood)
        if mood is Mood.KILLED_AFTER:
            raise Killed
        if mood is Mood.RAISES:
            raise KeyError("itineraryCode")
        made: dict[Mood, BookOutcome] = {
            Mood.LOST_AFTER: Unknown("ReadTimeout"),
            Mood.DUPLICATE: Duplicate(),
            Mood.PENDING: Pending(record.supplier_ref),
        }
        return made.get(mood, Confirmed(record))

    def _enter(self, submission: Submission, mood: Mood) -> BookingRecord:
        """Write an order into the books, as a real supplier does whatever becomes of its answer."""
        assert submission.client_ref not in self.books, "the same reference was sent twice"
        self.rooms_left -= 1
        state = RecordState.PENDING if mood is Mood.PENDING else RecordState.CONFIRMED
        record = BookingRecord(
            f"TC{len(self.books) + 1:05}", state, submission.total, f"H{len(self.books) + 1}",
            submission.client_ref, submission.order.rate.cancel_rules,
        )  # fmt: skip
        self.books[submission.client_ref] = record
        return record

    async def find(self, key: BookingKey) -> BookingRecord | None:
        self._read("find")
        return self.books.get(key.client_ref) if self.shows_bookings else None

    async def details(self, supplier_ref: str) -> BookingRecord:
        self._read("details")
        return self._by(supplier_ref)

    def _by(self, supplier_ref: str) -> BookingRecord:
        for one in self.books.values():
            if one.supplier_ref == supplier_ref:
                return one
        raise InvalidRequest(self.supplier, "details", "no such booking")

    def set_state(self, client_ref: str, state: RecordState) -> None:
        """Let the supplier decide on a booking."""
        self.books[client_ref] = replace(self.books[client_ref], state=state)

    def charge(self, client_ref: str, amount: Decimal) -> None:
        """Let the supplier have cancelled a booking at its own price."""
        record = self.books[client_ref]
        assert record.total is not None
        charged = Money.of(amount, record.total.currency)
        self.books[client_ref] = replace(record, state=RecordState.CANCELLED, charged=charged)

    def _penalty(self, record: BookingRecord) -> Money:
        assert record.total is not None
        return Money.of(self.penalty, record.total.currency)

    async def quote_cancellation(self, supplier_ref: str) -> CancellationQuote:
        self._read("quote_cancellation")
        record = self._by(supplier_ref)
        assert record.total is not None
        penalty = self._penalty(record)
        return CancellationQuote(penalty, record.total - penalty)

    async def cancel(self, cancellation: Cancellation) -> CancelOutcome:
        mood = self._mood("cancel")
        await asyncio.sleep(0)
        record = self._by(cancellation.supplier_ref)
        penalty = self._penalty(record)
        unmade: dict[Mood, CancelOutcome] = {
            Mood.AWAY: CancelNotSent(NotSentReason.UNREACHABLE),
            Mood.LOST_BEFORE: CancelUnknown("ReadTimeout"),
            Mood.REFUSED: CancelRefused(CancelRefusal.NOT_ONLINE),
        }
        if mood in unmade:
            return unmade[mood]
        if cancellation.most_penalty < penalty:
            return PenaltyAbove(penalty)
        state = RecordState.CANCEL_PENDING if mood is Mood.PENDING else RecordState.CANCELLED
        cancelled = replace(record, state=state, charged=penalty)
        self.books[record.client_ref or ""] = cancelled
        if mood is Mood.KILLED_AFTER:
            raise Killed
        if mood is Mood.RAISES:
            raise KeyError("status")
        if mood is Mood.PENDING:
            return CancelPending()
        if mood is Mood.LOST_AFTER:
            return CancelUnknown("ReadTimeout")
        return Cancelled(penalty)

    async def wallet_balance(self) -> Money:
        self._read("wallet_balance")
        return self.wallet

    async def aclose(self) -> None:
        """Close nothing."""

    @property
    def standing(self) -> list[BookingRecord]:
        """Return the bookings that stand in the supplier's books, or may come to."""
        over = {RecordState.CANCELLED, RecordState.FAILED}
        return [record for record in self.books.values() if record.state not in over]


class NamingBooker(FakeBooker):
    """One that corrects names as well; `names` are those that its bookings were given."""

    names: tuple[str, ...] = ()

    async def correct_name(self, correction: NameCorrection) -> NameOutcome:
        mood = self._mood("correct_name")
        if mood is Mood.AWAY:
            return NameNotSent(NotSentReason.UNREACHABLE)
        if mood is not Mood.FINE:
            return NameOpen("status 400 code 4002")
        lead = correction.lead
        self.names = (*self.names, f"{lead.first_name} {lead.last_name}")
        return NameCorrected()


@dataclass
class FakeHolder(FakeBooker):
    """A booker that keeps rooms unpaid: `held` are those kept, by the session's token."""

    held: dict[str, Held] = field(default_factory=dict)
    hold_life: timedelta = timedelta(minutes=20)

    def can_hold(self, session: Session) -> bool:
        return bool(session.token)

    async def hold(self, submission: Submission) -> HoldOutcome:
        mood = self._mood("hold")
        unmade: dict[Mood, HoldOutcome] = {
            Mood.AWAY: NotSent(NotSentReason.UNREACHABLE),
            Mood.LOST_BEFORE: Unknown("ReadTimeout"),
            Mood.SOLD_OUT: SoldOut(),
            Mood.REFUSED: Refused(RefusalReason.OTHER),
        }
        if mood in unmade:
            return unmade[mood]
        assert submission.session.token not in self.held, "held twice"
        held = Held(f"HOLD{len(self.held) + 1}", self.clock.now() + self.hold_life)
        self.held[submission.session.token] = held
        self.rooms_left -= 1
        if mood is Mood.KILLED_AFTER:
            raise Killed
        if mood is Mood.RAISES:
            raise KeyError("holdCode")
        return Unknown("ReadTimeout") if mood is Mood.LOST_AFTER else held

    async def confirm_hold(self, submission: Submission, held: Held) -> BookOutcome:
        if self.held.get(submission.session.token) != held or held.until <= self.clock.now():
            return SessionEnded()
        del self.held[submission.session.token]
        self.rooms_left += 1
        return await self.book(submission)

    async def release_hold(self, key: BookingKey, held: Held) -> CancelOutcome:
        mood = self._mood("release")
        if mood is Mood.AWAY:
            return CancelNotSent(NotSentReason.UNREACHABLE)
        self.rooms_left += held in self.held.values()
        self.held = {token: one for token, one in self.held.items() if one != held}
        if mood is Mood.KILLED_AFTER:
            raise Killed
        return Cancelled()

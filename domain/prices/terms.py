"""Which of a hotel's rates a price is for: one very rate, or the best that qualifies."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Self

from domain.prices.models import TrackableKind
from domain.suppliers.contract import (
    Board,
    Payment,
    Quote,
    Rate,
    RateIdentity,
    Refundability,
    Supplier,
    TaxInclusion,
    identity_of,
)
from domain.suppliers.room_names import plain_room

NOT_TOLD = "unknown"
# A board includes all that come before it.
BOARDS = (
    Board.ROOM_ONLY,
    Board.BREAKFAST,
    Board.HALF_BOARD,
    Board.FULL_BOARD,
    Board.ALL_INCLUSIVE,
)


@dataclass(frozen=True, slots=True)
class RateTerms:
    """A rate's requirements: to be `exact`ly this one, or at least `board`, a refund, a room.

    Empty terms match every rate. What a supplier does not tell does not match.
    """

    board: Board | None = None
    refundable: bool = False
    room: str | None = None
    exact: RateIdentity | None = None

    @property
    def is_any(self) -> bool:
        """Return whether every rate qualifies."""
        return self == ANY_RATE

    def to_json(self) -> dict[str, Any]:
        """Return the terms in stored form, without unset ones."""
        if self.exact is not None:
            return {"exact": identity_to_json(self.exact)}
        board = None if self.board is None else self.board.value
        values = {"board": board, "refundable": self.refundable, "room": self.room}
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return terms from their stored form."""
        if stored.get("exact") is not None:
            return cls(exact=identity_from_json(stored["exact"]))
        board = stored.get("board")
        return cls(
            None if board is None else Board(board),
            bool(stored.get("refundable")),
            stored.get("room"),
        )


ANY_RATE = RateTerms()


def identity_to_json(rate: RateIdentity) -> dict[str, Any]:
    """Return a rate in stored form, without unknown parts."""
    told = {
        "source": rate.source.value, "seller": rate.seller, "room": rate.room,
        "board": rate.board.value, "refundable": rate.refundable.value,
        "payment": rate.payment.value,
    }  # fmt: skip
    return {name: value for name, value in told.items() if value not in {None, NOT_TOLD}}


def identity_from_json(stored: dict[str, Any]) -> RateIdentity:
    """Return a rate from its stored form. Raises KeyError, ValueError or TypeError if invalid."""
    return RateIdentity(
        Supplier(stored["source"]),
        _name(stored.get("seller")),
        _name(stored.get("room")),
        Board(stored.get("board", NOT_TOLD)),
        Refundability(stored.get("refundable", NOT_TOLD)),
        Payment(stored.get("payment", NOT_TOLD)),
    )


def _name(value: object) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(type(value))
    return value or None


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same room from another seller or on other terms, when the tracked rate is gone."""

    total: Decimal
    rate: RateIdentity

    def to_json(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return {"total": str(self.total), "rate": identity_to_json(self.rate)}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return it from how it is stored."""
        return cls(Decimal(stored["total"]), identity_from_json(stored["rate"]))


def exactly(source: Supplier, rate: Rate) -> RateTerms:
    """Return the terms that match only this very rate, at any price."""
    return RateTerms(exact=identity_of(source, rate.named_quote))


def qualifies(terms: RateTerms, source: Supplier, quote: Quote) -> bool:
    """Return whether a supplier's quote, with its rate, matches the terms."""
    if terms.exact is not None:
        return identity_of(source, quote).is_same(terms.exact)
    if terms.refundable and quote.refundable is not Refundability.YES:
        return False
    if terms.room is not None and _folded(terms.room) != _folded(quote.room or ""):
        return False
    if terms.board in {None, Board.UNKNOWN, Board.ROOM_ONLY}:
        return True
    held = BOARDS.index(quote.board) if quote.board in BOARDS else -1
    return held >= BOARDS.index(terms.board or Board.ROOM_ONLY)


def cheapest(
    terms: RateTerms, source: Supplier, rates: Iterable[Rate], currency: str
) -> Quote | None:
    """Return the cheapest matching rate's quote, or None.

    All-in prices in `currency` come first: others cannot be compared.
    """
    quotes = (rate.named_quote for rate in rates)
    fitting = [quote for quote in quotes if qualifies(terms, source, quote)]
    return min(
        fitting,
        key=lambda quote: (
            quote.total.currency != currency,
            quote.taxes is not TaxInclusion.INCLUDED,
            quote.total.amount,
        ),
        default=None,
    )


def alternative_to(
    terms: RateTerms, offered: Iterable[tuple[Supplier, Rate]], currency: str
) -> Alternative | None:
    """Return the cheapest all-in rate of the tracked room, or None.

    If the room was never known, any room will do.
    """
    room = terms.exact.room if terms.exact is not None else terms.room
    found = [
        Alternative(quote.total.amount, identity_of(source, quote))
        for source, rate in offered
        if (quote := rate.named_quote).total.currency == currency
        and quote.taxes is TaxInclusion.INCLUDED
        and (room is None or _folded(plain_room(room)) == _folded(plain_room(quote.room or "")))
    ]
    return min(found, key=lambda one: one.total, default=None)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def rate_of(kind: str, stored: Any) -> RateTerms:
    """Return which rate counts for a trackable of a kind, by its stored terms.

    Unreadable terms fail the trackable's checks, but not its owner's screens.
    """
    if kind != TrackableKind.HOTEL_STAY:
        return ANY_RATE
    try:
        return RateTerms.from_json(stored)
    except (ValueError, TypeError, KeyError):
        return ANY_RATE


def alternative_from(stored: Any) -> Alternative | None:
    """Return a stored alternative, or None."""
    return None if stored is None else Alternative.from_json(stored)

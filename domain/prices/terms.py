"""Which of a hotel's rates a price is of: this very one, or the best that qualifies."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from domain.prices.models import TrackableKind
from domain.suppliers.contract import Board, Quote, Rate, Refundability, TaxInclusion

# A board holds all that stands before it.
_BOARDS = (
    Board.ROOM_ONLY,
    Board.BREAKFAST,
    Board.HALF_BOARD,
    Board.FULL_BOARD,
    Board.ALL_INCLUSIVE,
)


@dataclass(frozen=True, slots=True)
class RateTerms:
    """What a rate must offer: at least `board`, a refund, and this very room (by its name).

    Empty terms are met by every rate. What a supplier does not tell is not met.
    """

    board: Board | None = None
    refundable: bool = False
    room: str | None = None

    @property
    def is_any(self) -> bool:
        """Say whether every rate qualifies."""
        return self == ANY_RATE

    def to_json(self) -> dict[str, Any]:
        """Return the terms as they are stored; what is not asked for is left out."""
        board = None if self.board is None else self.board.value
        values = {"board": board, "refundable": self.refundable, "room": self.room}
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        """Return terms from how they are stored."""
        board = stored.get("board")
        return cls(
            None if board is None else Board(board),
            bool(stored.get("refundable")),
            stored.get("room"),
        )


ANY_RATE = RateTerms()


def terms_of(rate: Rate) -> RateTerms:
    """Return what a rate must offer to stand for this very one.

    Its room, at least its meals, and a refund if it has one; the seller may be another.
    """
    quote = rate.quote
    board = quote.board if quote.board in _BOARDS[1:] else None
    return RateTerms(board, quote.refundable is Refundability.YES, rate.room_name.strip() or None)


def qualifies(terms: RateTerms, quote: Quote, room: str | None = None) -> bool:
    """Say whether a quote (of a rate for `room`, where that is told) meets the terms."""
    if terms.refundable and quote.refundable is not Refundability.YES:
        return False
    if terms.room is not None and _folded(terms.room) != _folded(room or ""):
        return False
    if terms.board in {None, Board.UNKNOWN, Board.ROOM_ONLY}:
        return True
    held = _BOARDS.index(quote.board) if quote.board in _BOARDS else -1
    return held >= _BOARDS.index(terms.board or Board.ROOM_ONLY)


def cheapest(terms: RateTerms, rates: Iterable[Rate], currency: str) -> Quote | None:
    """Return the cheapest rate's quote that meets the terms, None when none does.

    All-in prices in `currency` come first: others cannot be compared.
    """
    fitting = [rate.named_quote for rate in rates if qualifies(terms, rate.quote, rate.room_name)]
    return min(
        fitting,
        key=lambda quote: (
            quote.total.currency != currency,
            quote.taxes is not TaxInclusion.INCLUDED,
            quote.total.amount,
        ),
        default=None,
    )


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def rate_of(kind: str, stored: Any) -> RateTerms:
    """Return which rate counts for a trackable of a kind, by its terms as they are stored.

    Terms that do not read fail the trackable's checks, not what its owner is shown.
    """
    if kind != TrackableKind.HOTEL_STAY:
        return ANY_RATE
    try:
        return RateTerms.from_json(stored)
    except (ValueError, TypeError):
        return ANY_RATE

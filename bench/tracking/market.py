"""A supplier that answers at once: most prices move a little, one in a hundred falls by a tenth."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bench.tracking.ground import REFERENCE
from domain.money import Money
from domain.suppliers.contract import (
    Board,
    Capability,
    HotelRef,
    NoAvailability,
    OfferPage,
    Place,
    PriceQuestion,
    Priority,
    Quote,
    RateKind,
    RateSheet,
    Refundability,
    Suggestion,
    Supplier,
    TaxInclusion,
)
from domain.suppliers.registry import SupplierRegistry

FALLS_ONE_IN = 100


@dataclass(slots=True)
class InstantSupplier:
    """TravClan without the way there. `questions` counts what it was asked, `moves` the rounds."""

    questions: int = 0
    moves: int = 0
    is_calm: bool = False

    @property
    def supplier(self) -> Supplier:
        """Say who this is."""
        return Supplier.TRAVCLAN

    @property
    def capabilities(self) -> frozenset[Capability]:
        """Say what can be asked."""
        return frozenset({Capability.BATCH_QUOTE})

    async def quote_many(
        self,
        hotels: Sequence[HotelRef],
        question: PriceQuestion,
        priority: Priority = Priority.BACKGROUND,
    ) -> Mapping[str, Quote | None]:
        """Return each hotel's price of the moment."""
        self.questions += 1
        day = question.stay.check_in.toordinal() + self.moves
        now = datetime.now(UTC)
        return {
            hotel.supplier_id: _quote(day * 7_919 + int(hotel.supplier_id[1:]), now, self.is_calm)
            for hotel in hotels
        }

    async def suggest(self, text: str) -> tuple[Suggestion, ...]:
        """Know no place."""
        return ()

    async def search(
        self,
        place: Place,
        question: PriceQuestion,
        cursor: str | None = None,
        priority: Priority = Priority.LIVE,
    ) -> OfferPage:
        """List nothing."""
        raise NoAvailability(self.supplier, "search")

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        """Sell nothing by itself."""
        raise NoAvailability(self.supplier, "rates")

    async def try_out(self) -> None:
        """Answer at once."""

    async def aclose(self) -> None:
        """Have nothing to close."""


def _quote(seed: int, now: datetime, is_calm: bool) -> Quote:
    falls = not is_calm and seed % FALLS_ONE_IN == 0
    total = REFERENCE * 9 // 10 if falls else REFERENCE + seed % 61 - 30
    return Quote(
        Money.of(total, "INR"),
        TaxInclusion.INCLUDED,
        RateKind.NEEDS_RECHECK,
        Board.BREAKFAST,
        Refundability.YES,
        now,
    )


def instant_suppliers() -> tuple[SupplierRegistry, InstantSupplier]:
    """Return a registry of the one supplier, and the supplier."""
    supplier = InstantSupplier()
    return SupplierRegistry({Supplier.TRAVCLAN: supplier}), supplier

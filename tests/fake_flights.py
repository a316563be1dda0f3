"""An in-memory flight supplier that fulfils the contract: fares by route and day, and moods."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from domain.clock import Clock
from domain.money import Money
from domain.suppliers.contract import NoAvailability, Priority, Supplier, Unavailable
from domain.suppliers.flight_contract import (
    FlightOffer,
    FlightPage,
    FlightQuestion,
    Halt,
    Journey,
    Leg,
    PriceInsights,
    PriceLevel,
    SellerSheet,
    SellingOption,
)

LINK = "https://www.google.com/travel/flights?x=1"


def journey(number: str, origin: str, destination: str, day: date, hour: int = 9) -> Journey:
    """Return a flight of two and a half hours."""
    leaves = datetime.combine(day, time(hour))
    leg = Leg(
        Halt(origin, f"{origin} Airport", leaves),
        Halt(destination, f"{destination} Airport", leaves + timedelta(minutes=150)),
        150, "IndiGo", number,
    )  # fmt: skip
    return Journey((leg,), (), 150)


@dataclass
class FakeFlights:
    """Offers one flight per entry of `fares` (number to everyone's fare), or fails."""

    clock: Clock
    fares: dict[str, Decimal] = field(default_factory=lambda: {"6E 1": Decimal(6000)})
    failure: type[Unavailable] | None = None
    asked: list[tuple[str, FlightQuestion]] = field(default_factory=list)

    @property
    def supplier(self) -> Supplier:
        return Supplier.SERPAPI

    def _admit(self, operation: str, question: FlightQuestion) -> None:
        self.asked.append((operation, question))
        if self.failure is not None:
            raise self.failure(self.supplier, operation, "broken")
        if not self.fares:
            raise NoAvailability(self.supplier, operation)

    def _page(self, question: FlightQuestion, *, home: bool) -> FlightPage:
        ends = question.origins[0], question.destinations[0]
        origin, destination = reversed(ends) if home else ends
        day = question.inbound if home and question.inbound else question.outbound
        offers = tuple(
            FlightOffer(
                journey(number, origin, destination, day, 6 + place),
                Money.of(fare, question.currency),
                f"{'in' if home else 'out'}-{number}".replace(" ", ""),
            )
            for place, (number, fare) in enumerate(self.fares.items())
        )
        usual = (Money.of(5000, question.currency), Money.of(9000, question.currency))
        return FlightPage(offers, PriceInsights(PriceLevel.TYPICAL, usual), LINK, self.clock.now())

    async def outbound(
        self, question: FlightQuestion, priority: Priority = Priority.LIVE
    ) -> FlightPage:
        self._admit("outbound", question)
        return self._page(question, home=False)

    async def inbound(self, question: FlightQuestion, token: str) -> FlightPage:
        self._admit("inbound", question)
        return self._page(question, home=True)

    async def sellers(self, question: FlightQuestion, token: str) -> SellerSheet:
        self._admit("sellers", question)
        out = self._page(question, home=False).offers[0]
        price = out.price or Money.of(1, question.currency)
        option = SellingOption("IndiGo", price, ("1 free carry-on",))
        return SellerSheet(
            (out.journey,), (option,), ("1 free carry-on",), None, LINK, self.clock.now()
        )

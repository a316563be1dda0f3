"""The suppliers that this instance is configured for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.suppliers.booking_contract import BookingGateway, BookingGateways
from domain.suppliers.contract import Capability, Supplier, SupplierGateway
from domain.suppliers.flight_contract import FlightGateway
from domain.suppliers.status import SupplierMonitor

# Who is asked for flights, as soon as there is a key.
SELLS_FLIGHTS = Supplier.SERPAPI


@dataclass(slots=True)
class SupplierRegistry:
    """Gateways by supplier, in the order in which they are asked; `monitor` tells how they fare.

    `flights` is who is asked for flights, `booking` who books, each over the connections of its
    neighbour for hotels. Other credentials bring other gateways: the caller fetches theirs again.
    """

    gateways: Mapping[Supplier, SupplierGateway]
    monitor: SupplierMonitor = field(default_factory=SupplierMonitor)
    flights: FlightGateway | None = None
    booking: BookingGateways = field(default_factory=dict)

    def __iter__(self) -> Iterator[SupplierGateway]:
        return iter(self.gateways.values())

    def __len__(self) -> int:
        return len(self.gateways)

    def get(self, supplier: Supplier) -> SupplierGateway | None:
        """Return the gateway, or None when the supplier is not configured."""
        return self.gateways.get(supplier)

    @property
    def flight_supplier(self) -> Supplier:
        """Say who is asked for flights, or would be if it were configured."""
        return SELLS_FLIGHTS if self.flights is None else self.flights.supplier

    def booking_at(self, supplier: Supplier) -> BookingGateway | None:
        """Return who books at a supplier, or None where nobody does."""
        return self.booking.get(supplier)

    def able_to(self, capability: Capability) -> tuple[SupplierGateway, ...]:
        """Return the gateways that can be asked for `capability`."""
        return tuple(g for g in self if capability in g.capabilities)

    def adopt(self, supplier: Supplier, other: "SupplierRegistry") -> "SupplierRegistry":
        """Take over a supplier's gateways from `other`; return what they take the place of."""
        replaced = SupplierRegistry(
            {s: g for s, g in self.gateways.items() if s is supplier},
            self.monitor,
            booking={s: g for s, g in self.booking.items() if s is supplier},
        )
        order = list(Supplier)
        merged = {**self.gateways, **other.gateways}
        self.gateways = dict(sorted(merged.items(), key=lambda one: order.index(one[0])))
        self.booking = {**self.booking, **other.booking}
        self.flights = other.flights or self.flights
        return replaced

    async def aclose(self) -> None:
        """Close every gateway."""
        for booking in self.booking.values():
            await booking.aclose()
        for gateway in self:
            await gateway.aclose()

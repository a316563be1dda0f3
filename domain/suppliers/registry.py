"""The suppliers that are configured."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from domain.suppliers.booking_contract import BookingGateway, BookingGateways
from domain.suppliers.contract import Capability, Supplier, SupplierGateway
from domain.suppliers.flight_contract import FlightGateway
from domain.suppliers.status import SupplierMonitor

# The supplier of flights, once it has a key.
SELLS_FLIGHTS = Supplier.SERPAPI


@dataclass(slots=True)
class SupplierRegistry:
    """Gateways by supplier, in the order of asking; `monitor` records their health.

    `flights` is the supplier of flights, `booking` are those that book, each over the connections
    of the supplier's hotel gateway. New credentials replace gateways, so callers must not keep
    them.
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
        """Return the gateway, or None if the supplier is not configured."""
        return self.gateways.get(supplier)

    @property
    def flight_supplier(self) -> Supplier:
        """Return the supplier of flights, configured or not."""
        return SELLS_FLIGHTS if self.flights is None else self.flights.supplier

    def booking_at(self, supplier: Supplier) -> BookingGateway | None:
        """Return the gateway that books at a supplier, or None."""
        return self.booking.get(supplier)

    def able_to(self, capability: Capability) -> tuple[SupplierGateway, ...]:
        """Return the gateways that can be asked for `capability`."""
        return tuple(g for g in self if capability in g.capabilities)

    def adopt(self, supplier: Supplier, other: "SupplierRegistry") -> "SupplierRegistry":
        """Take over a supplier's gateways from `other`; return the replaced ones."""
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

"""What travellers know the suppliers by: the name depends on what is bought there."""

from dataclasses import dataclass

from domain.suppliers.contract import Supplier


@dataclass(frozen=True, slots=True)
class Brand:
    """A supplier's name as a seller of hotels and as one of flights; `house` stands for both."""

    house: str
    hotels: str
    flights: str


BRANDS = {
    Supplier.TRAVCLAN: Brand("TravClan", "TravClan", "TravClan"),
    Supplier.SERPAPI: Brand("Google", "Google Hotels", "Google Flights"),
    Supplier.LITEAPI: Brand("LiteAPI", "LiteAPI", "LiteAPI"),
}


def brand_of(supplier: Supplier | str) -> Brand:
    """Return what a supplier is called."""
    return BRANDS[Supplier(supplier)]

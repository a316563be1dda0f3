"""Suppliers' names for travellers, which depend on what is sold."""

from dataclasses import dataclass

from domain.suppliers.contract import Supplier


@dataclass(frozen=True, slots=True)
class Brand:
    """A supplier's name as a seller of hotels and of flights; `house` is for both."""

    house: str
    hotels: str
    flights: str


BRANDS = {
    Supplier.TRAVCLAN: Brand("TravClan", "TravClan", "TravClan"),
    Supplier.SERPAPI: Brand("Google", "Google Hotels", "Google Flights"),
    Supplier.LITEAPI: Brand("LiteAPI", "LiteAPI", "LiteAPI"),
}


def brand_of(supplier: Supplier | str) -> Brand:
    """Return a supplier's names."""
    return BRANDS[Supplier(supplier)]

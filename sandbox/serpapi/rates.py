"""Prices as Google shows them: whole amounts, written and extracted, with and without taxes."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from sandbox.market import Market
from sandbox.market.currency import in_currency, whole, written
from sandbox.market.draws import draw, draw_between
from sandbox.market.hotels import Hotel
from sandbox.market.listings import SERPAPI
from sandbox.market.stays import Stay

SOURCES = (
    "StayFinder.com", "Roomly", "TripNest.com", "Hotelio", "EasyRooms.in", "CheckInNow.com",
    "Globe Stays", "Bookaway", "NightOwl.com", "Suitehop", "Wanderbeds", "YatraRooms.com",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourcePrice:
    """One seller's all-in rupee total for the stay."""

    source: str
    total: Decimal
    official: bool = False
    is_lowest: bool = False


def price_sources(market: Market, hotel: Hotel, stay: Stay) -> list[SourcePrice]:
    """Between six and twelve sellers, the hotel's own site first; the lowest is the market's."""
    seed = market.seed
    lowest = market.price(hotel, stay, SERPAPI, answering=True)
    count = 5 + int(draw(seed, "sellers", hotel.number) * 7)
    first = int(draw(seed, "first seller", hotel.number) * len(SOURCES))
    names = [SOURCES[(first + n) % len(SOURCES)] for n in range(count)]
    cheapest = int(draw(seed, "cheapest seller", hotel.number) * count)
    sellers = [
        SourcePrice(
            name,
            lowest if n == cheapest else lowest * draw_between(
                "1.01", "1.22", seed, "seller", hotel.number, name),
            is_lowest=n == cheapest,
        )
        for n, name in enumerate(names)
    ]  # fmt: skip
    listing = market.listing(hotel, SERPAPI)
    own = lowest * draw_between("1.02", "1.15", seed, "own site", hotel.number)
    return [SourcePrice(listing.name, own, official=True), *sellers]


def before_taxes(hotel: Hotel, total: Decimal) -> Decimal:
    return total / (1 + Decimal(hotel.tax_percent) / 100)


def write_rate(hotel: Hotel, total: Decimal, parts: int, currency: str) -> dict[str, Any]:
    """Write a rate block: `parts` is 1 for the whole stay, or the nights to share it among."""
    all_in = in_currency(total, currency) / parts
    net = before_taxes(hotel, all_in)
    return {
        "lowest": written(all_in, currency),
        "extracted_lowest": whole(all_in),
        "before_taxes_fees": written(net, currency),
        "extracted_before_taxes_fees": whole(net),
    }


def write_rates(hotel: Hotel, stay: Stay, total: Decimal, currency: str) -> dict[str, Any]:
    return {
        "rate_per_night": write_rate(hotel, total, len(stay.nights), currency),
        "total_rate": write_rate(hotel, total, 1, currency),
    }


# Sellers that write one and the same price with and without taxes, and nobody knows which it is.
SAME_PRICE_TWICE = frozenset({"Globe Stays", "Suitehop"})
CANCELS_FREE = frozenset({"Roomly", "Bookaway", "YatraRooms.com"})


def write_source(
    hotel: Hotel, stay: Stay, price: SourcePrice, currency: str, base: str
) -> dict[str, Any]:
    """Write a row of `prices[]`."""
    row: dict[str, Any] = {
        "source": price.source,
        "link": f"{base}/serpapi/sellers/{hotel.id}",
        "logo": f"{base}/serpapi/logos/{price.source.replace(' ', '-').lower()}.png",
    }
    if price.official:
        row["official"] = True
    row["num_guests"] = stay.rooms[0].adults
    if price.source in CANCELS_FREE:
        until = stay.check_in - timedelta(days=2)
        row["free_cancellation"] = True
        row["free_cancellation_until_date"] = f"{until:%b} {until.day}"
    row |= write_rates(hotel, stay, price.total, currency)
    if price.source in SAME_PRICE_TWICE and not price.is_lowest:
        for told in (row["rate_per_night"], row["total_rate"]):
            told["before_taxes_fees"] = told["lowest"]
            told["extracted_before_taxes_fees"] = told["extracted_lowest"]
    return row

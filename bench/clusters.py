"""How long rules take over 200,000 hotels, half of them with a price of this week."""

import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bench.catalogue import seeded_catalogue
from domain.catalog.amenities import Amenity
from domain.clusters.members import preview_members, refresh
from domain.clusters.rules import (
    AllOf,
    Chain,
    HasAmenity,
    HasBoard,
    NoneOf,
    Price,
    Property,
    Rating,
    Rule,
    Stars,
)
from domain.clusters.service import make_cluster
from domain.suppliers.contract import Board
from domain.unit_of_work import Database

HOTELS = 200_000
RULES: dict[str, Rule] = {
    "stars": Stars(least=4),
    "amenity": HasAmenity(of=(Amenity.POOL,)),
    "price": Price(currency="INR", most=Decimal(8000)),
    "board": HasBoard(of=(Board.BREAKFAST,)),
    "chain": Chain(of=("taj", "oberoi")),
    "six conditions": AllOf(
        of=(
            Stars(least=3),
            Rating(least=3.5),
            HasAmenity(of=(Amenity.POOL, Amenity.BEACH)),
            Price(currency="INR", most=Decimal(12_000)),
            Property(of=("resort",)),
            NoneOf(of=Chain(of=("ginger",))),
        )
    ),
}


async def measure() -> dict[str, Any]:
    """Refresh and preview a cluster by each rule; seconds."""
    async with seeded_catalogue() as pool:
        await _build(pool)
        now = datetime.now(UTC)
        cluster = await make_cluster(pool, "Measured", now)
        figures: dict[str, Any] = {"hotels": HOTELS}
        for name, rule in RULES.items():
            begun = time.perf_counter()
            done = await refresh(pool, cluster.cluster_id, rule, now)
            refreshed = time.perf_counter()
            await preview_members(pool, cluster.cluster_id)
            figures[name] = {
                "found": done.number,
                "refresh_seconds": round(refreshed - begun, 2),
                "preview_seconds": round(time.perf_counter() - refreshed, 2),
            }
        return figures


async def _build(pool: Database) -> None:
    """Fill the catalogue with hotels about 20,000 places, and give every second one a price."""
    await pool.execute(
        """
        INSERT INTO hotels (destination_id, name, property_type, stars, rating, review_count,
            latitude, longitude, amenities, photos, created_at, seen_at)
        SELECT d.id, (ARRAY['Taj ', 'Ginger ', 'Palms ', 'Sea '])[1 + n % 4] || n,
            (ARRAY['Resort', 'Hotel', 'Hostel'])[1 + n % 3], 1 + n % 5, 2.5 + (n % 25) / 10.0,
            n % 2000, d.latitude + (n % 100) / 500.0, d.longitude + (n % 77) / 500.0,
            (ARRAY['["Free Wi-Fi", "Outdoor pool", "Spa", "Bar"]', '["Free Wi-Fi", "Parking"]',
                '["Beach access", "Bar", "Gym"]', '[]'])[1 + n % 4]::jsonb, '[]', now(), now()
        FROM generate_series(1, $1::int) n
        JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place FROM destinations) d
            ON d.place = 1 + n % 20000
        """,
        HOTELS,
    )
    await pool.execute(
        """
        INSERT INTO newest_quotes (hotel_id, check_in, nights, people, nationality, supplier,
            currency, terms, destination_id, observed_at, total, is_comparable, quote)
        SELECT id, current_date + 10 + (id % 20)::int, 2, '2', 'IN', 'travclan', 'INR', '',
            destination_id, now(), 2000 + id % 20000, true, '{"board": "BB"}'
        FROM hotels WHERE id % 2 = 0
        """
    )
    await pool.execute("ANALYZE hotels")
    await pool.execute("ANALYZE newest_quotes")

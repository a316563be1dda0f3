"""What suppliers list is kept under one hotel each, and stays there."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.app import App
from domain.catalog.destinations import resolve_destination
from domain.catalog.hotels import keep_hotels
from domain.search.merging import group_offers
from domain.suppliers.contract import Coordinates, HotelOffer, Supplier

GOA = Coordinates(15.5, 73.8)


def offer(supplier: Supplier, name: str, number: int = 1, north: float = 0.0) -> HotelOffer:
    point = Coordinates(GOA.latitude + north, GOA.longitude)
    return HotelOffer(supplier, f"{name}-{number}", name, None, point, area="Baga")


async def keep(app: App, *offers: HotelOffer) -> dict[str, int]:
    """Keep what two suppliers list; return each entry's hotel by "supplier name"."""
    goa = await resolve_destination(app.pool, "Goa")
    listed = [[o for o in offers if o.supplier is supplier] for supplier in Supplier]
    hotels = await keep_hotels(app.pool, goa.id, group_offers(listed), app.clock.now())
    return {
        f"{o.supplier} {o.name}": hotel_id
        for hotel_id, group in hotels.items()
        for o, _score in group
    }


async def scores(app: App) -> dict[str, int]:
    rows = await app.pool.fetch("SELECT supplier, name, match_score FROM hotel_listings")
    return {f"{row['supplier']} {row['name']}": row["match_score"] for row in rows}


async def test_an_entry_joins_a_hotel_that_only_the_other_supplier_had_listed(app: App) -> None:
    first = await keep(app, offer(Supplier.TRAVCLAN, "Hotel Palms"))
    later = await keep(app, offer(Supplier.SERPAPI, "Palms", north=0.0006))
    assert first["travclan Hotel Palms"] == later["serpapi Palms"]
    assert await scores(app) == {"travclan Hotel Palms": 100, "serpapi Palms": 99}
    other = await keep(app, offer(Supplier.SERPAPI, "Palms", 2))
    assert other["serpapi Palms"] != first["travclan Hotel Palms"]


async def test_what_is_kept_does_not_wander_to_a_better_match(app: App) -> None:
    far = offer(Supplier.SERPAPI, "Palms", north=0.004)
    apart = await keep(app, offer(Supplier.TRAVCLAN, "Hotel Palm", north=0.002), far)
    assert len(set(apart.values())) == 2
    renamed = offer(Supplier.TRAVCLAN, "Palms", north=0.004)
    renamed = HotelOffer(renamed.supplier, "Hotel Palm-1", "Palms", None, renamed.coordinates)
    together = await keep(app, renamed, far)
    assert together == {
        "travclan Palms": apart["travclan Hotel Palm"],
        "serpapi Palms": apart["serpapi Palms"],
    }


async def test_many_new_hotels_keep_their_own_ids(app: App) -> None:
    offers = [offer(Supplier.TRAVCLAN, f"Villa {n}", north=n / 100) for n in range(40)]
    first = await keep(app, *offers)
    assert len(set(first.values())) == 40
    rows = await app.pool.fetch("SELECT id, name, area_id FROM hotels")
    assert {f"travclan {row['name']}": row["id"] for row in rows} == first
    assert all(row["area_id"] for row in rows)
    assert await keep(app, *reversed(offers)) == first


async def test_of_known_hotels_only_what_has_changed_is_written(app: App) -> None:
    async def rows() -> list[tuple[str, datetime]]:
        found = await app.pool.fetch(
            """
            SELECT a.name, l.seen_at FROM hotel_listings l
            JOIN hotels h ON h.id = l.hotel_id JOIN areas a ON a.id = h.area_id
            """
        )
        return [(row["name"], row["seen_at"]) for row in found]

    goa, now = await resolve_destination(app.pool, "Goa"), app.clock.now()
    palms = offer(Supplier.TRAVCLAN, "Palms")
    moved = replace(palms, area="Anjuna")
    soon, later = now + timedelta(minutes=59), now + timedelta(minutes=61)
    for told, at, area, seen_at in (
        (palms, now, "Baga", now),
        (palms, soon, "Baga", now),
        (moved, soon, "Anjuna", now),
        (moved, later, "Anjuna", later),
        (replace(palms, area=None), later, "Anjuna", later),
    ):
        await keep_hotels(app.pool, goa.id, group_offers([[told]]), at)
        assert await rows() == [(area, seen_at)]

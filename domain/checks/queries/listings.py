"""Hotels under their suppliers' ids."""

from collections.abc import Sequence
from typing import NamedTuple

from domain.suppliers.contract import Supplier
from domain.unit_of_work import Database


class Listing(NamedTuple):
    """A hotel as one supplier lists it."""

    hotel_id: int
    supplier: Supplier
    supplier_id: str
    name: str


async def listings_of(database: Database, hotel_ids: Sequence[int]) -> list[Listing]:
    """Return how suppliers list hotels."""
    return await database.fetch_as(
        Listing,
        """
        SELECT hotel_id, supplier, supplier_id, name FROM hotel_listings
        WHERE hotel_id = ANY($1::bigint[])
        ORDER BY id
        """,
        list(hotel_ids),
    )

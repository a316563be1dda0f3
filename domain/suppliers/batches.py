"""Asks for many hotels' prices in batches as large as a supplier accepts."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from domain.suppliers.contract import HotelRef, Quote, SupplierError

Quotes = Mapping[str, Quote | None]


async def quote_in_batches(
    hotels: Sequence[HotelRef], most: int, ask: Callable[[list[str]], Awaitable[Quotes]]
) -> Quotes:
    """Return the prices from `ask`, which takes up to `most` ids at a time; each id is asked once.

    A failed batch leaves its hotels out; if all fail, the first error is raised.
    """
    ids = list(dict.fromkeys(hotel.supplier_id for hotel in hotels))
    quotes: dict[str, Quote | None] = {}
    errors: list[SupplierError] = []
    for start in range(0, len(ids), most):
        try:
            quotes |= await ask(ids[start : start + most])
        except SupplierError as error:
            errors.append(error)
    if errors and not quotes:
        raise errors[0]
    return quotes

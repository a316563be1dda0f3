"""Rebooking at a supplier that holds rooms: the old booking is quoted while the new one is held.

If the penalty is not covered, the hold is released, and nobody has two bookings.
"""

from domain.app import App
from domain.bookings.holds import hold_room, release_room
from domain.bookings.rebooking.offer import read_old
from domain.bookings.rebooking.results import NotOffered
from domain.bookings.rebooking.values import RebookingView
from domain.bookings.values import Booking
from domain.suppliers.booking_outcomes import CancellationQuote
from domain.suppliers.contract import SupplierError


def uncovered(found: RebookingView, quote: CancellationQuote) -> str | None:
    """Return why an old booking is not cancelled at this cost, or None."""
    penalty = quote.penalty
    if not quote.is_online:
        return "not online"
    if penalty.currency != found.most_penalty.currency or penalty > found.most_penalty:
        return f"penalty {penalty.amount} {penalty.currency}"
    return None


async def keep_room(app: App, found: RebookingView, old: Booking, new: Booking) -> str | None:
    """Hold the new room if possible; return what speaks against booking it, if anything.

    Raises a `SupplierError` if the old one could not be read: nothing is held then.
    """
    if await hold_room(app, new) is None:
        return None
    try:
        quote = await read_old(app, old)
    except SupplierError:
        await release_room(app, new)
        raise
    why = quote.reason.value if isinstance(quote, NotOffered) else uncovered(found, quote)
    if why is not None:
        await release_room(app, new)
    return why

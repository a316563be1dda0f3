"""A rebooking at a supplier that keeps rooms: the old one is quoted while the new one is kept.

Where the penalty is not covered the room is given back, and nobody has two.
"""

from domain.app import App
from domain.bookings.holding import hold_room, release_room
from domain.bookings.rebooking.offering import read_old
from domain.bookings.rebooking.results import NotOffered
from domain.bookings.rebooking.values import RebookingView
from domain.bookings.values import Booking
from domain.suppliers.booking_outcomes import CancellationQuote
from domain.suppliers.contract import SupplierError


def uncovered(found: RebookingView, quote: CancellationQuote) -> str | None:
    """Return why an old booking is not cancelled for what is asked, None where it is."""
    penalty = quote.penalty
    if not quote.is_online:
        return "not online"
    if penalty.currency != found.most_penalty.currency or penalty > found.most_penalty:
        return f"penalty {penalty.amount} {penalty.currency}"
    return None


async def keep_room(app: App, found: RebookingView, old: Booking, new: Booking) -> str | None:
    """Have the new room kept where it can be; return what speaks against booking it, if anything.

    Raises a `SupplierError` where the old one could not be read: nothing is kept then.
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

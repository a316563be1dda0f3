"""Free-cancellation deadlines of tracked stays, learnt when somebody reads the rates."""

from domain.app import App
from domain.checks.queries.deadlines import keep_deadline
from domain.search.values import HotelPage


async def note_deadline(app: App, page: HotelPage) -> None:
    """Record the deadline shown on a hotel's page, for its price trackers.

    Checks ask only for prices; most suppliers give the terms only with a hotel's rates.
    """
    best, until, search = page.hotel.best, page.free_cancel_until, page.search
    if best is None or until is None:
        return
    await keep_deadline(app.pool, page.hotel.hotel_id, search.stay, best.quote.total, until)

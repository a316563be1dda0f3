"""Until when what is watched can be cancelled for free, where somebody has read it in the rates."""

from domain.app import App
from domain.checks.queries.deadlines import keep_deadline
from domain.search.values import HotelPage


async def note_deadline(app: App, page: HotelPage) -> None:
    """Note the deadline that a hotel's page tells, for those who watch its price.

    Checks ask for prices alone; most suppliers tell the terms with a hotel's rates only.
    """
    best, until, search = page.hotel.best, page.free_cancel_until, page.search
    if best is None or until is None:
        return
    await keep_deadline(app.pool, page.hotel.hotel_id, search.stay, best.quote.total, until)

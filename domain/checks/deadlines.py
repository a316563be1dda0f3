"""Until when what is watched can be cancelled for free, where somebody has read it in the rates."""

from domain.app import App
from domain.prices.models import TrackableKind
from domain.search.queries import rooms_to_json
from domain.search.values import HotelPage


async def note_deadline(app: App, page: HotelPage) -> None:
    """Note the deadline that a hotel's page tells, for those who watch its price.

    Checks ask for prices alone; most suppliers tell the terms with a hotel's rates only.
    """
    best, until, search = page.hotel.best, page.free_cancel_until, page.search
    if best is None or until is None:
        return
    await app.pool.execute(
        """
        UPDATE trackables SET free_cancel_until = $8
        WHERE hotel_id = $1 AND check_in = $2 AND check_out = $3 AND rooms = $4 AND currency = $5
          AND kind = $6 AND last_total = $7 AND terms = $9
          AND free_cancel_until IS DISTINCT FROM $8
        """,
        page.hotel.hotel_id,
        search.stay.check_in,
        search.stay.check_out,
        rooms_to_json(search.stay.rooms),
        best.quote.total.currency,
        TrackableKind.HOTEL_STAY.value,
        best.quote.total.amount,
        until,
        {},
    )

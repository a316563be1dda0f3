"""Whether a stay that was booked elsewhere was booked anew for less: asked once, and by their word.

What was told of its price is known; what came of it nobody here sees. Until the traveller says
otherwise, what was told counts as missed.
"""

from dataclasses import replace
from datetime import datetime

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.errors import NotedTotalNotLess
from domain.bookings.noted.queries import load_noted
from domain.bookings.noted.values import Noted
from domain.bookings.price_watches.ledger import note, note_realised
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.queries.savings import lowest_told
from domain.errors import NotFound
from domain.money import Money
from domain.reading.amounts import Writer, read_amount
from domain.unit_of_work import Database


async def has_been_cheaper(database: Database, noted: Noted, now: datetime) -> bool:
    """Say whether a lower price was told; it stands in the ledger then, as told and as missed.

    Takes part in the transaction that is open.
    """
    if noted.watched_by is None or noted.price is None:
        return False
    lowest = await lowest_told(database, noted.watched_by, noted.price.currency)
    if lowest is None or lowest >= noted.price.amount:
        return False
    saved = noted.price - Money.of(lowest, noted.price.currency)
    for kind in (SavingKind.ALERTED, SavingKind.MISSED):
        await note(database, noted.booking_id, kind, saved, now, by_word=True)
    return True


def read_new_total(text: str, noted: Noted, writer: Writer) -> Money:
    """Return what a new booking costs, as typed: in the old one's currency unless it says another.

    Raises an `AmountRefused`.
    """
    currency = writer.currency if noted.price is None else noted.price.currency
    return read_amount(text, replace(writer, currency=currency)).in_currency(currency)


async def say_rebooked(app: App, traveller: Traveller, booking_id: int, total: Money) -> Money:
    """Write down that a stay was booked anew for less, and return what was saved by that.

    Raises NotFound for another's or one whose price nobody knows, and NotedTotalNotLess.
    """
    noted = await load_noted(app.pool, traveller.user_id, booking_id)
    if noted.price is None:
        raise NotFound("price")
    if total.currency != noted.price.currency or not 0 < total.amount < noted.price.amount:
        raise NotedTotalNotLess(noted.price)
    saved = noted.price - total
    async with app.pool.transaction():
        await note_realised(app.pool, booking_id, saved, app.clock.now(), by_word=True)
    return saved

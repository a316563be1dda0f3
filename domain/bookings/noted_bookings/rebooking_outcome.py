"""Whether a stay booked elsewhere was rebooked for less: asked once, and taken on trust.

We know which lower price was reported, but not what came of it. Until the traveller answers, it
counts as missed.
"""

from dataclasses import replace
from datetime import datetime

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.errors import NotedTotalNotLess
from domain.bookings.noted_bookings.queries import load_noted
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.price_watches.ledger import note, note_realised
from domain.bookings.price_watches.models import SavingKind
from domain.bookings.queries.savings import lowest_told
from domain.errors import NotFound
from domain.money import Money
from domain.reading.amount_fields import read_amount
from domain.reading.amounts import Writer
from domain.unit_of_work import Database


async def has_been_cheaper(database: Database, noted: Noted, now: datetime) -> bool:
    """Return whether a lower price was reported; if so, record it in the ledger as told and missed.

    Joins the open transaction.
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
    """Return a new booking's price as typed, in the old one's currency unless it names another.

    Raises an `AmountRefused`.
    """
    currency = writer.currency if noted.price is None else noted.price.currency
    return read_amount(text, replace(writer, currency=currency)).in_currency(currency)


async def say_rebooked(app: App, traveller: Traveller, booking_id: int, total: Money) -> Money:
    """Record that a stay was rebooked for less, and return the saving.

    Raises NotFound for somebody else's or one without a known price, and NotedTotalNotLess.
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

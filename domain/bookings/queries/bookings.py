"""Bookings in the database: reads, and the one statement that changes a state."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import TypeAdapter
from tortoise.expressions import Q

from domain.accounts.travellers import Traveller
from domain.bookings.lifecycle import STANDING
from domain.bookings.models import (
    BookingGuest,
    BookingKind,
    BookingState,
    BookingTransition,
    UniversalBooking,
)
from domain.bookings.noted_bookings.queries import COLUMNS, OUTSIDE, noted_of
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.terms import Terms
from domain.bookings.values import Booking, Wanted
from domain.errors import NotFound
from domain.money import Money
from domain.payments.sums import paid_for
from domain.stay import Room
from domain.suppliers.booking_contract import (
    Contact,
    DocumentKind,
    Guest,
    RoomGuests,
    Session,
    Title,
)
from domain.suppliers.contract import Supplier
from domain.unit_of_work import Database

MOST_LISTED = 20
MOST_IN_CALENDAR = 100
IN_CALENDAR = (
    BookingState.CONFIRMED,
    BookingState.COMPLETED,
    BookingState.CANCELLING,
    BookingState.CANCEL_PENDING,
    BookingState.CANCELLED,
)
WANTED: TypeAdapter[Wanted] = TypeAdapter(Wanted)
TERMS: TypeAdapter[Terms] = TypeAdapter(Terms)


@dataclass(frozen=True, slots=True)
class BookedFlight:
    """A flight booked elsewhere: its dates, and the first flight if it is known.

    `price` is the lowest offer when it was noted, if any. A flight noted before there was a `title`
    has no page.
    """

    starts_on: date
    ends_on: date | None
    price: Money | None
    number: str | None = None
    origin: str | None = None
    destination: str | None = None
    booking_id: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class BookedHotel:
    """A hotel booking in a list."""

    booking_id: int
    state: BookingState
    title: str
    starts_on: date
    ends_on: date | None
    price: Money | None


BookingLine = BookedFlight | BookedHotel | Noted


class ListedBooking(NamedTuple):
    """A booking's line and its place in the list; the line of an old note has no id."""

    starts_on: date
    booking_id: int
    line: BookingLine


async def list_bookings(traveller: Traveller) -> tuple[BookingLine, ...]:
    """Return the traveller's bookings, the latest stay first, up to `MOST_LISTED`.

    Drafts and failed orders are left out.
    """
    return tuple(one.line for one in await bookings_before(traveller, MOST_LISTED))


async def bookings_before(
    traveller: Traveller, most: int, before: tuple[date, int] | None = None
) -> tuple[ListedBooking, ...]:
    """Return some of that list: this many lines, those after a day and id in it."""
    unmade = (BookingState.DRAFT, BookingState.RECHECKED, BookingState.FAILED)
    found = UniversalBooking.filter(user_id=traveller.user_id).exclude(state__in=unmade)
    if before is not None:
        day, number = before
        found = found.filter(Q(starts_on__lt=day) | Q(starts_on=day, id__lt=number))
    rows = await found.order_by("-starts_on", "-id").limit(most).select_related("flight")
    return tuple(ListedBooking(row.starts_on, row.id, _line(row)) for row in rows)


def _line(row: UniversalBooking) -> BookingLine:
    price = _money(row.total, row.currency)
    is_flight = row.kind is BookingKind.FLIGHT
    if row.supplier == OUTSIDE and (not is_flight or (row.title and row.flight is None)):
        return noted_of({name: getattr(row, name) for name in COLUMNS})
    if row.kind is BookingKind.HOTEL:
        return BookedHotel(row.id, row.state, row.title, row.starts_on, row.ends_on, price)
    if row.flight is None:
        return BookedFlight(row.starts_on, row.ends_on, price)
    flight = row.flight
    origin, destination = flight.origin_id, flight.destination_id  # type: ignore[attr-defined]
    return BookedFlight(
        row.starts_on, row.ends_on, price, flight.number, origin, destination, row.id, row.title
    )


async def load_booking(traveller: Traveller, booking_id: int) -> Booking:
    """Return a traveller's own hotel booking. Raises NotFound for any other."""
    return await _load(id=booking_id, user_id=traveller.user_id)


async def list_stays(user_id: int, since: date) -> list[Booking]:
    """Return hotel bookings that stand, stood or were cancelled, with a stay that ends after
    `since`.

    The latest stay first, up to `MOST_IN_CALENDAR`; guests are not loaded.
    """
    rows = (
        await UniversalBooking.filter(
            user_id=user_id,
            kind=BookingKind.HOTEL,
            state__in=IN_CALENDAR,
            order__isnull=False,
            ends_on__gte=since,
        )
        .order_by("-starts_on", "-id")
        .limit(MOST_IN_CALENDAR)
    )
    return [_booking(row, (), "") for row in rows]


async def load_any(booking_id: int) -> Booking:
    """Return any traveller's hotel booking, for jobs and administrators. Raises NotFound."""
    return await _load(id=booking_id)


async def _load(**which: Any) -> Booking:
    row = await UniversalBooking.get_or_none(kind=BookingKind.HOTEL, order__isnull=False, **which)
    if row is None:
        raise NotFound("booking")
    guests = await BookingGuest.filter(booking_id=row.id).order_by("room", "position")
    last = await BookingTransition.filter(booking_id=row.id).order_by("-id").first()
    booking = _booking(row, guests, last.cause if last else "")
    paid, returned = await paid_for(row.id)
    return booking if paid is None else replace(booking, paid=paid, returned=returned)


def _booking(row: Any, guests: Iterable[BookingGuest], cause: str) -> Booking:
    wanted = WANTED.validate_python(row.order)
    named = list(guests)
    return Booking(
        booking_id=row.id,
        user_id=row.user_id,
        chat_id=row.chat_id or 0,
        state=row.state,
        supplier=Supplier(row.supplier),
        client_ref=row.client_ref,
        hotel_id=row.hotel_id or 0,
        search_id=row.search_id or 0,
        title=row.title,
        time_zone=row.time_zone or "UTC",
        wanted=wanted,
        review=row.review,
        created_at=row.created_at,
        changed_at=row.changed_at,
        agreed=None if row.agreed is None else TERMS.validate_python(row.agreed),
        session=None if row.session is None else Session(row.session, row.session_ends),
        rooms=_rooms(wanted.question.stay.rooms, named),
        documents=frozenset(kind for one in named for kind in _kinds(one.documents)),
        contact=Contact(row.email, row.phone) if row.email and row.phone else None,
        requests=row.requests,
        supplier_ref=row.supplier_ref,
        hotel_ref=row.hotel_ref,
        quoted_penalty=_money(row.quoted_penalty, row.currency),
        penalty=_money(row.penalty, row.currency),
        refund=_money(row.refund, row.currency),
        looks=row.looks,
        cause=cause,
        invoice=row.invoice,
    )


def _kinds(documents: str | None) -> list[DocumentKind]:
    """Return which documents are stored: their kinds precede the sealed text, "pan,…:"."""
    kinds = (documents or "").partition(":")[0]
    return [DocumentKind(kind) for kind in kinds.split(",") if kind]


def _rooms(rooms: tuple[Room, ...], guests: list[BookingGuest]) -> tuple[RoomGuests, ...]:
    return tuple(
        RoomGuests(room, tuple(_guest(one) for one in guests if one.room == number))
        for number, room in enumerate(rooms)
    )


def _guest(row: BookingGuest) -> Guest:
    title = None if row.title is None else Title(row.title)
    return Guest(row.first_name, row.last_name, title, row.age)


def _money(amount: Decimal | None, currency: str) -> Money | None:
    return None if amount is None else Money.of(amount, currency)


async def keep_session(
    database: Database, booking_id: int, review: int, token: str, ends: datetime | None
) -> bool:
    """Store a fresh session for a review that is still the newest; False if it is not."""
    kept: int | None = await database.fetchval(
        """
        UPDATE universal_bookings SET session = $3, session_ends = $4
        WHERE id = $1 AND review = $2 AND state = 'rechecked' RETURNING id
        """,
        booking_id,
        review,
        token,
        ends,
    )
    return kept is not None


async def set_columns(database: Database, booking_id: int, **columns: Any) -> None:
    """Set columns other than the state."""
    assigned = ", ".join(f'"{name}" = ${n}' for n, name in enumerate(columns, start=2))
    await database.execute(
        f"UPDATE universal_bookings SET {assigned} WHERE id = $1", booking_id, *columns.values()
    )


async def count_twins(database: Database, booking: Booking) -> int:
    """Return how many other bookings of the traveller stand, or may, for that hotel and dates."""
    twins: int = await database.fetchval(
        """
        SELECT count(*) FROM universal_bookings
        WHERE user_id = $1 AND hotel_id = $2 AND starts_on < $4 AND ends_on > $3 AND id <> $5
              AND state = ANY($6::text[])
        """,
        booking.user_id,
        booking.hotel_id,
        booking.stay.check_in,
        booking.stay.check_out,
        booking.booking_id,
        [state.value for state in STANDING],
    )
    return twins


async def count_open(database: Database, user_id: int) -> int:
    """Return how many of a traveller's bookings stand, or may."""
    count: int = await database.fetchval(
        "SELECT count(*) FROM universal_bookings WHERE user_id = $1 AND kind = 'hotel'"
        " AND supplier <> 'outside' AND state = ANY($2::text[])",
        user_id,
        [state.value for state in STANDING],
    )
    return count

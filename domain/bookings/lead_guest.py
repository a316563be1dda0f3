"""Corrects the lead guest's name after booking: by the supplier, else by a person."""

from dataclasses import dataclass
from datetime import datetime

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.cases import open_case
from domain.bookings.gateways import gateway_of
from domain.bookings.lifecycle import Actor
from domain.bookings.models import BookingState
from domain.bookings.notices import NoticeKind, tell
from domain.bookings.queries.bookings import load_any, load_booking
from domain.bookings.queries.cases import Case, CaseKind, add_details
from domain.bookings.queries.transitions import Transition, change_lead, note_transition
from domain.bookings.values import Booking
from domain.errors import NotFound
from domain.suppliers.booking_contract import Guest, NameCorrection, NamingGateway
from domain.suppliers.booking_outcomes import NameCorrected, NameNotSent
from domain.unit_of_work import Database

NAME_CORRECTED = "name_corrected"


@dataclass(frozen=True, slots=True)
class Corrected:
    """The booking has the new name."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A person asks the supplier: it cannot be done online, or there was no answer."""

    booking: Booking


@dataclass(frozen=True, slots=True)
class NotReached:
    """The request could not be handed to the supplier: it can be tried again."""

    booking: Booking


NameResult = Corrected | PassedOn | NotReached


async def correct_name(
    app: App, traveller: Traveller, booking_id: int, wanted: Guest
) -> NameResult:
    """Rename the lead guest. Raises NotFound for a booking that does not stand."""
    booking = await load_booking(traveller, booking_id)
    is_standing = booking.state is BookingState.CONFIRMED and booking.named
    if not is_standing or booking.supplier_ref is None or booking.contact is None:
        raise NotFound("booking")
    gateway = gateway_of(app, booking)
    detail = "not possible online"
    if isinstance(gateway, NamingGateway):
        outcome = await gateway.correct_name(
            NameCorrection(booking.supplier_ref, wanted, booking.contact)
        )
        if isinstance(outcome, NameCorrected):
            async with app.pool.transaction():
                await _note(app.pool, booking, wanted, Actor.TRAVELLER, app.clock.now())
            return Corrected(await load_booking(traveller, booking_id))
        if isinstance(outcome, NameNotSent):
            return NotReached(booking)
        detail = outcome.detail
    await _pass_on(app, booking, wanted, detail)
    return PassedOn(booking)


async def _pass_on(app: App, booking: Booking, wanted: Guest, detail: str) -> None:
    """Have a person ask the supplier; a newer request replaces the earlier one."""
    lead, now = booking.named[0], app.clock.now()
    names = {
        "name_now": f"{lead.first_name} {lead.last_name}",
        "name_wanted": f"{wanted.last_name}, {wanted.first_name}",
    }
    async with app.pool.transaction():
        is_new = await open_case(
            app.pool, CaseKind.NAME_BY_HAND, booking, now,
            why=detail, **names,
        )  # fmt: skip
        if not is_new:
            await add_details(app.pool, booking.booking_id, CaseKind.NAME_BY_HAND.value, names)


async def note_corrected_by_hand(app: App, case: Case, now: datetime) -> None:
    """Record that a person had the name corrected, and notify the traveller. Joins the open
    transaction.
    """
    last, _comma, first = str(case.details.get("name_wanted", "")).partition(", ")
    booking = await load_any(case.booking_id)
    await _note(app.pool, booking, Guest(first, last), Actor.ADMIN, now)
    await tell(app.pool, NoticeKind.NAME_CORRECTED, await load_any(case.booking_id), now)


async def _note(
    database: Database, booking: Booking, wanted: Guest, actor: Actor, now: datetime
) -> None:
    await change_lead(database, booking.booking_id, wanted.first_name, wanted.last_name)
    state = booking.state.value
    await note_transition(
        database,
        Transition(
            booking.booking_id, NAME_CORRECTED, state, state, now, actor.value, "lead guest"
        ),
    )

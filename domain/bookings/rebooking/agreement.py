"""Agreeing to a rebooking: both bookings are read once more, then the offer is carried out,
once.
"""

import asyncio
from dataclasses import replace

from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.queries.bookings import load_any
from domain.bookings.rebooking.execution import LEASE, WAIT, carry_on
from domain.bookings.rebooking.lifecycle import Event, WrongStep
from domain.bookings.rebooking.models import RebookingStep as Step
from domain.bookings.rebooking.offer import offer_rebooking, read_old, rebooked, review
from domain.bookings.rebooking.payment import with_invoice
from domain.bookings.rebooking.queries import (
    OtherOffer,
    has_turn,
    move,
    own_rebooking,
    set_rebooking,
    take_turn,
)
from domain.bookings.rebooking.results import NotOffered, RebookOffer, RebookResult
from domain.bookings.rebooking.values import RebookingView
from domain.suppliers.contract import SupplierError

# How long a press waits for an earlier one: as long as that may take.
LOOK_SECONDS, MOST_LOOKS = 0.5, 480


async def confirm_rebooking(
    app: App, traveller: Traveller, rebooking_id: int, review_number: int
) -> RebookResult:
    """Carry out a rebooking offer, once, and return how far that has come.

    It carries on even if its caller goes away. Raises NotFound for somebody else's and a
    `SupplierError` if the supplier could not be asked before anything was sent.
    """
    confirming = app.background.start(_confirm(app, traveller, rebooking_id, review_number))
    return await asyncio.shield(confirming)


async def _confirm(
    app: App, traveller: Traveller, rebooking_id: int, review_number: int
) -> RebookResult:
    shown = await own_rebooking(app.pool, traveller, rebooking_id)
    if shown.step is not Step.OFFERED:
        return await with_invoice(app, traveller, await rebooked(app, rebooking_id))
    if shown.review != review_number:
        return await offer_rebooking(app, traveller, shown.old_id)
    if not await take_turn(app.pool, rebooking_id, app.clock.now(), LEASE):
        return await _wait_for_other(app, traveller, shown)
    try:
        kept = await _agree(app, traveller, shown)
    except SupplierError:
        await set_rebooking(app.pool, rebooking_id, leased_until=None)
        raise
    if kept is not None:
        await set_rebooking(app.pool, rebooking_id, leased_until=None)
        return kept
    await carry_on(app, rebooking_id)
    return await with_invoice(app, traveller, await rebooked(app, rebooking_id))


async def _wait_for_other(app: App, traveller: Traveller, shown: RebookingView) -> RebookResult:
    """Return the result of an earlier press, or the offer that it left."""
    for _ in range(MOST_LOOKS):
        await asyncio.sleep(LOOK_SECONDS)
        if not await has_turn(app.pool, shown.rebooking_id, app.clock.now()):
            break
    found = await rebooked(app, shown.rebooking_id)
    if found.rebooking.step is Step.OFFERED:
        return await offer_rebooking(app, traveller, shown.old_id)
    return found


async def _read_again(app: App, traveller: Traveller, shown: RebookingView) -> RebookResult:
    """Read the old booking and check the new one with their supplier; return what differs."""
    quote = await read_old(app, await load_any(shown.old_id))
    if isinstance(quote, NotOffered):
        return quote
    again = await review(app, traveller, shown, quote)
    if not isinstance(again, RebookOffer):
        return again
    is_anew = bool(again.changed) or again.rebooking.saving != shown.saving
    return replace(again, is_anew=is_anew)


async def _agree(app: App, traveller: Traveller, shown: RebookingView) -> RebookResult | None:
    """Record the agreement: from now on it carries on by itself. Return what prevented it.

    Raises a `SupplierError` if the supplier could not be asked.
    """
    again = await _read_again(app, traveller, shown)
    if not isinstance(again, RebookOffer) or again.is_anew:
        return again
    now = app.clock.now()
    try:
        async with app.pool.transaction():
            await move(
                app.pool, shown.rebooking_id, Event.AGREED, now, "", again.rebooking.review,
                look_at=now + WAIT, leased_until=now + LEASE,
            )  # fmt: skip
    except OtherOffer:
        return await offer_rebooking(app, traveller, shown.old_id)
    except WrongStep:
        return await rebooked(app, shown.rebooking_id)
    return None

"""What travellers do: how each story is prepared and acted, and what happens meanwhile."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from bot.bookings.payment.steps import ask_to_pay
from bot.locales import translator
from bot.updates.visit import Visit
from domain.accounts.travellers import Traveller
from domain.app import App
from domain.bookings.cancellation import CancelOffer, cancel_booking, quote_cancelling
from domain.bookings.drafts import begin_booking, books, set_contact
from domain.bookings.gateways import gateway_of
from domain.bookings.guests import add_guests
from domain.bookings.models import BookingState
from domain.bookings.payment.invoice import Invoiced, confirm_or_ask
from domain.bookings.payment.money_moves import due_now
from domain.bookings.price_watches.saving import hindrance
from domain.bookings.queries.bookings import load_any
from domain.bookings.rebooking.agreement import confirm_rebooking
from domain.bookings.rebooking.offer import offer_rebooking
from domain.bookings.rebooking.results import RebookOffer, ToPay
from domain.bookings.review import review_booking
from domain.bookings.submission import confirm_booking
from domain.bookings.values import Booking, Review
from domain.catalog.destinations import resolve_destination
from domain.search.hotel_pages import hotel_page
from domain.search.interpretation import view_of
from domain.search.service import begin_search, find_hotels
from domain.search.values import Draft
from domain.suppliers.booking_contract import Contact, Guest, HoldingGateway
from tests.chaos.bookings.chat import Talk
from tests.chaos.bookings.scene import Scene
from tests.sandbox_client import LOOK_AGAIN, Message

CONTACT = Contact("asha@example.com", "+919876543210")


@dataclass(frozen=True, slots=True)
class Hands:
    """What a traveller's act is done with, in whichever process."""

    app: App
    traveller: Traveller
    booking_id: int
    talk: Talk | None = None


async def draft(scene: Scene) -> Booking:
    """Return a draft of a refundable room in Goa whose terms are all known, due now as a whole.

    Where it is paid first, it is one that its supplier does not keep until then.
    """
    async for booking in _drafts(scene):
        if scene.talk is None or not await _can_be_kept(scene, booking):
            return booking
    raise LookupError(f"no such room in Goa at {scene.supplier.value}")


async def draft_of_kept(scene: Scene) -> Booking:
    """Return such a draft of a room that its supplier keeps unpaid."""
    async for booking in _drafts(scene):
        if await _can_be_kept(scene, booking):
            return await load_any(booking.booking_id)
    raise LookupError(f"no room in Goa is kept at {scene.supplier.value}")


async def _can_be_kept(scene: Scene, booking: Booking) -> bool:
    gateway = gateway_of(scene.app, booking)
    if not isinstance(gateway, HoldingGateway):
        return False
    reviewed = await review_booking(scene.app, scene.traveller, booking.booking_id)
    session = reviewed.booking.session if isinstance(reviewed, Review) else None
    return session is not None and gateway.can_hold(session)


async def _drafts(scene: Scene) -> AsyncIterator[Booking]:
    app, asha = scene.app, scene.traveller
    goa = view_of(await resolve_destination(app.pool, "Goa"))
    check_in = datetime.now(UTC).date() + timedelta(weeks=5)
    wish = Draft(destination=goa, check_in=check_in, check_out=check_in + timedelta(days=2))
    search = await begin_search(app, asha, wish)
    for hotel in (await find_hotels(app, asha, search.search_id)).hotels:
        page = await hotel_page(app, asha, search.search_id, hotel.hotel_id)
        for offered in page.rates:
            if offered.supplier is not scene.supplier or not books(app, offered):
                continue
            if offered.rate.cancels_online is False:
                continue
            booking = await begin_booking(app, asha, page, offered)
            terms = booking.terms
            if hindrance(terms, app.clock.now()) is not None or due_now(terms) != terms.total:
                continue
            if not booking.named:
                guests = [Guest("Asha", scene.surname)] * len(booking.slots)
                await add_guests(app, asha, booking.booking_id, guests)
            yield await set_contact(app, asha, booking.booking_id, CONTACT)


async def booked(scene: Scene, begin: Callable[[Scene], Awaitable[Booking]] = draft) -> Booking:
    """Return a confirmed booking, paid for where that is the custom."""
    begun = await begin(scene)
    hands = Hands(scene.app, scene.traveller, begun.booking_id, scene.talk)
    if scene.talk is None:
        await book(hands)
    else:
        await ask(hands)
        await pay(scene, asyncio.Event())
        await scene.talk.is_quiet()
    booking = await load_any(begun.booking_id)
    if booking.state is not BookingState.CONFIRMED:
        raise LookupError(f"not booked: {booking.state} {booking.cause}")
    return booking


async def cheaper(scene: Scene) -> Booking:
    """Return a confirmed booking whose hotel sells for a fifth less by now."""
    return await _made_cheaper(scene, await booked(scene))


async def cheaper_unpaid(scene: Scene) -> Booking:
    """Return one that was booked before travellers paid here."""
    begun = await draft(scene)
    await book(Hands(scene.app, scene.traveller, begun.booking_id))
    return await _made_cheaper(scene, await load_any(begun.booking_id))


async def cheaper_kept(scene: Scene) -> Booking:
    """Return one whose new room is kept unpaid while the old one is quoted."""
    return await _made_cheaper(scene, await booked(scene, draft_of_kept))


async def _made_cheaper(scene: Scene, booking: Booking) -> Booking:
    await move_price(scene, booking, -20)
    return booking


async def move_price(scene: Scene, booking: Booking, percent: int) -> None:
    """Move what the booking's hotel costs for its nights, for as long as a case may last."""
    hotels = await scene.sandbox.call("GET", "market/hotels", destination="Goa")
    name = f"{scene.supplier.value}_id"
    market_id = next(one["id"] for one in hotels if one[name] == booking.wanted.hotel.supplier_id)
    body = {"percent": percent, "supplier": scene.supplier.value}
    await scene.sandbox.call("POST", f"market/hotels/{market_id}/price", body)


async def sold_out_when_paid(scene: Scene) -> Booking:
    """Return a draft whose room its supplier will not sell when it is asked to."""
    booking = await draft(scene)
    await plant_twist(scene, "book", "sold_out", None)
    return booking


async def book(hands: Hands) -> None:
    """Review and confirm."""
    app, asha = hands.app, hands.traveller
    reviewed = await review_booking(app, asha, hands.booking_id)
    if isinstance(reviewed, Review):
        await confirm_booking(app, asha, hands.booking_id, reviewed.booking.review)


async def ask(hands: Hands) -> None:
    """Review, confirm, and be sent the invoice."""
    app, asha, talk = hands.app, hands.traveller, hands.talk
    reviewed = await review_booking(app, asha, hands.booking_id)
    if not isinstance(reviewed, Review) or talk is None:
        return
    found = await confirm_or_ask(app, asha, hands.booking_id, reviewed.booking.review)
    if isinstance(found, Invoiced):
        await ask_to_pay(Visit(app, asha, translator("en")), talk.bot, found)


async def pay(scene: Scene, over: asyncio.Event) -> None:
    """Pay the invoice as soon as it is in the chat."""
    invoice = await invoice_of(scene, over)
    if invoice is not None:
        await pay_invoice(scene, invoice)


async def pay_too_late(scene: Scene, over: asyncio.Event) -> None:
    """Pay for what has become dearer since, at a provider that charges what the bot refused."""
    invoice = await invoice_of(scene, over)
    if invoice is not None:
        await plant_twist(scene, "check", "price_changed", 1)
        await scene.sandbox.call(
            "POST", "provider/tricks", {"trick": "charges_refused", "times": 1}
        )
        await pay_invoice(scene, invoice)


async def invoice_of(scene: Scene, over: asyncio.Event) -> Message | None:
    """Wait for an invoice in the chat; none comes any more once it is `over`."""
    assert scene.person is not None
    while True:
        is_last = over.is_set()
        invoices = [one for one in await scene.sandbox.messages(scene.person) if "invoice" in one]
        if invoices or is_last:
            return invoices[-1] if invoices else None
        await asyncio.sleep(LOOK_AGAIN)


async def pay_invoice(scene: Scene, invoice: Message) -> None:
    """Pay, as the payer's card lets."""
    assert scene.person is not None
    body = {"from_user": scene.person.id, "chat": scene.person.chat_id}
    await scene.sandbox.call("POST", f"payments/{invoice['message_id']}", body)


async def plant_twist(scene: Scene, step: str, turn: str, times: int | None) -> None:
    """Have the supplier's books take a turn at a step."""
    body = {"supplier": scene.supplier.value, "step": step, "turn": turn, "times": times}
    await scene.sandbox.call("POST", "bookings/twists", body)


async def cancel(hands: Hands) -> None:
    """Quote and cancel."""
    offer = await quote_cancelling(hands.app, hands.traveller, hands.booking_id)
    if isinstance(offer, CancelOffer):
        await cancel_booking(hands.app, hands.traveller, hands.booking_id, offer.quote.penalty)


async def rebook(hands: Hands) -> None:
    """Compare both and rebook."""
    offer = await offer_rebooking(hands.app, hands.traveller, hands.booking_id)
    if isinstance(offer, RebookOffer):
        found = offer.rebooking
        result = await confirm_rebooking(
            hands.app, hands.traveller, found.rebooking_id, found.review
        )
        if isinstance(result, ToPay) and hands.talk is not None:
            visit = Visit(hands.app, hands.traveller, translator("en"))
            await ask_to_pay(visit, hands.talk.bot, result.invoiced)

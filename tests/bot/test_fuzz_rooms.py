"""Whatever is typed within a booking, at administrators' questions, and over flights.

They need their own stage: an administrator with a booking begun, a case, a collection and a
broadcast, and an airline.
"""

import random
from collections.abc import AsyncIterator
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.admin.broadcasts.buttons import BroadcastAction, BroadcastButton
from bot.admin.buttons import AdminGo, AdminPage
from bot.admin.cases.buttons import CaseAction, CaseButton
from bot.admin.clusters.buttons import AdminCluster, ClusterAct
from bot.admin.support.buttons import ThreadAction, ThreadButton
from bot.bookings.buttons import BookingAction, BookingButton
from bot.bookings.noted_bookings.buttons import (
    AddButton,
    KeepButton,
    NotedAction,
    NotedButton,
    PartButton,
)
from bot.bookings.noted_bookings.steps import NoteStep
from bot.flights.steps import FlightStep
from bot.support.buttons import SupportButton
from bot.updates.intake import UpdateIntake
from domain.app import open_app
from domain.bookings.models import BookingCase, BookingKind
from domain.bookings.noted_bookings.values import Part
from domain.bookings.queries.cases import CaseKind
from domain.clusters.typed_conditions import TYPED_KINDS
from domain.settings import Settings
from domain.suppliers.contract import HotelRef, PriceQuestion, Priority, RateSheet, Supplier
from domain.suppliers.registry import SupplierRegistry
from tests.bookings.test_noted_reading import BOOKING
from tests.bot.test_administration import FIRST_ID
from tests.bot.test_booking import begun
from tests.bot.test_fuzz import (
    ANSWERS,
    ASKED_ELSEWHERE,
    SEED,
    Hands,
    for_a_while,
    steps,
    texts,
)
from tests.conftest import FakeClock
from tests.fake_booker import FakeBooker
from tests.fake_flights import FakeFlights
from tests.fake_supplier import FakeHotel, FakeSupplier
from tests.sandbox_client import SandboxClient, Traveller
from tests.scene import Scene

DOCUMENTS = ("pan", "passport")
NAME, PAN = "Asha Rao", "ABCPD1234E"
# The stay that is noted comes after the one that is about to be booked.
NOTED_ID = 2


class AskingSupplier(FakeSupplier):
    """A supplier whose rates ask for every document there is."""

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        sheet = await super().rates(hotel, question, priority)
        asking = (replace(rate, required_guest_fields=DOCUMENTS) for rate in sheet.rates)
        return replace(sheet, rates=tuple(asking))


@pytest.fixture
def bot_settings(settings: Settings, sandbox_url: str) -> Settings:
    """The first person of the sandbox is named an admin."""
    return settings.model_copy(
        update={"telegram_api_url": sandbox_url, "admin_ids": frozenset({FIRST_ID})}
    )


@pytest.fixture
async def scene(bot_settings: Settings, clock: FakeClock) -> AsyncIterator[Scene]:
    """Goa with a hotel that can be booked, and flights there."""
    hotel = FakeHotel("Palms Retreat", Decimal(5_000))
    travclan = AskingSupplier(Supplier.TRAVCLAN, clock, {"p1": hotel})
    serpapi = FakeSupplier(Supplier.SERPAPI, clock)
    registry = SupplierRegistry(
        {Supplier.TRAVCLAN: travclan, Supplier.SERPAPI: serpapi},
        flights=FakeFlights(clock),
        booking={Supplier.TRAVCLAN: FakeBooker(Supplier.TRAVCLAN, clock)},
    )
    async with open_app(bot_settings, clock=clock, suppliers=registry) as app:
        yield Scene(app, clock, travclan, serpapi)


@pytest.fixture
async def hands(
    sandbox: SandboxClient, asha: Traveller, intake: UpdateIntake, scene: Scene
) -> Hands:
    """The hands of an administrator who is about to book, and has noted a stay from elsewhere."""
    await begun(sandbox, asha)
    await intake.drained()
    (booking,) = await scene.rows("SELECT id FROM universal_bookings")
    await BookingCase.create(
        booking_id=booking["id"],
        kind=CaseKind.OUTCOME_UNKNOWN.value,
        opened_at=scene.clock.now(),
    )
    hands = Hands(asha, intake, scene, (await sandbox.last_message(asha))["message_id"])
    await hands.press(AddButton(kind=BookingKind.HOTEL).pack())
    await hands.type(BOOKING)
    await hands.press(KeepButton().pack())
    await hands.press(AdminCluster(act=ClusterAct.NEW).pack())
    await hands.type("Best of Goa")
    await hands.press(BroadcastButton(action=BroadcastAction.NEW).pack())
    await hands.press(SupportButton().pack())
    await hands.type("Where is my voucher?")
    return hands


def ways() -> list[tuple[str, ...]]:
    """Return the ways to each question: what is typed begins with a space, the rest is pressed."""

    def book(action: BookingAction) -> str:
        return BookingButton(booking_id=1, action=action).pack()

    def spread(action: BroadcastAction, value: str = "") -> str:
        return BroadcastButton(action=action, broadcast_id=1, value=value).pack()

    asked = BroadcastAction
    names, contact = book(BookingAction.GUESTS), book(BookingAction.CONTACT)
    return [
        (names,),
        (contact, " asha@example.com +91 98765 43210", names, f" {NAME}"),
        (contact, " asha@example.com +91 98765 43210", names, f" {NAME}", f" {PAN}"),
        (contact,),
        (book(BookingAction.REQUESTS),),
        (names, f" {NAME}", book(BookingAction.NAME)),
        (SupportButton().pack(),),
        (ThreadButton(action=ThreadAction.ANSWER, thread_id=1).pack(),),
        (AdminGo(to=AdminPage.PEOPLE).pack(),),
        (CaseButton(case_id=1, action=CaseAction.REFERENCE).pack(),),
        (CaseButton(case_id=1, action=CaseAction.CHANGED).pack(),),
        (AdminCluster(act=ClusterAct.LIST).pack(),),
        (AdminCluster(act=ClusterAct.NEW).pack(),),
        *(
            (AdminCluster(act=ClusterAct.KIND, cluster_id=1, value=kind).pack(),)
            for kind in TYPED_KINDS
        ),
        (spread(asked.TEXT, "en"),),
        (spread(asked.PLACE),),
        (spread(asked.CURRENCY),),
        (spread(asked.TIME),),
        *((AddButton(kind=kind).pack(),) for kind in BookingKind),
        *(
            (AddButton(kind=BookingKind.HOTEL).pack(), PartButton(part=part).pack())
            for part in Part
        ),
        (NotedButton(booking_id=NOTED_ID, action=NotedAction.REBOOKED).pack(),),
        (" /collections",),
        (" DEL-GOI 12 dec",),
    ]


async def go(hands: Hands, way: tuple[str, ...]) -> None:
    for part in way:
        if part.startswith(" "):
            await hands.type(part.strip())
        else:
            await hands.press(part)


async def test_whatever_is_answered_in_the_other_rooms(hands: Hands) -> None:
    """Every question is reached, and answered oddly for a while."""
    reached = set()
    for way in ways():
        await go(hands, way)
        reached.add(await hands.step())
    # A town is asked for only where what was noted tells none.
    wanted = {one for one in steps() if one.startswith(ASKED_ELSEWHERE)} - {NoteStep.place.state}
    assert wanted | {FlightStep.found.state} <= reached
    dice = random.Random(SEED)
    is_time, noise = for_a_while(), texts(dice)
    pairs = [(way, answer) for way in ways() for answer in ANSWERS]
    dice.shuffle(pairs)
    while is_time():
        for way, answer in pairs:
            if not is_time():
                break
            await go(hands, way)
            await hands.type(answer)
            await hands.type(next(noise))

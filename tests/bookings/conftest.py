"""Goa's hotels, with somebody who books them."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from domain.accounts.travellers import Traveller
from domain.bookings.drafts import begin_booking, set_contact
from domain.bookings.guests import add_guests
from domain.bookings.queries.bookings import load_booking
from domain.bookings.reconciliation import look_up_due
from domain.bookings.review import review_booking
from domain.bookings.submission import ConfirmOutcome, confirm_booking
from domain.bookings.values import Booking, Review
from domain.search.hotel_pages import hotel_page
from domain.search.values import HotelPage, SupplierRate
from domain.settings import Settings
from domain.suppliers.booking_contract import Contact, Guest
from domain.suppliers.contract import Supplier
from tests.conftest import FakeClock
from tests.fake_booker import FakeBooker
from tests.scene import Scene, open_scene

ASHA = Guest("Asha", "Rao")
CONTACT = Contact("asha@example.com", "+919876543210")


@dataclass
class Desk:
    """A scene and its booker."""

    scene: Scene
    booker: FakeBooker

    @property
    def app(self) -> Any:
        return self.scene.app

    async def rate(self, traveller: Traveller) -> tuple[HotelPage, SupplierRate]:
        search_id, hotels = await self.scene.find(traveller)
        page = await hotel_page(self.app, traveller, search_id, hotels["Palms Retreat"])
        return page, page.rates[0]

    async def draft(self, traveller: Traveller) -> Booking:
        booking = await begin_booking(self.app, traveller, *await self.rate(traveller))
        if not booking.named:
            await add_guests(self.app, traveller, booking.booking_id, [ASHA])
        return await set_contact(self.app, traveller, booking.booking_id, CONTACT)

    async def review(self, traveller: Traveller) -> Review:
        booking = await self.draft(traveller)
        review = await review_booking(self.app, traveller, booking.booking_id)
        assert isinstance(review, Review)
        return review

    async def confirm(self, traveller: Traveller, review: Review) -> ConfirmOutcome:
        booking = review.booking
        return await confirm_booking(self.app, traveller, booking.booking_id, booking.review)

    async def book(self, traveller: Traveller) -> Booking:
        review = await self.review(traveller)
        await self.confirm(traveller, review)
        return await load_booking(traveller, review.booking.booking_id)

    async def pass_time(self, span: timedelta = timedelta(hours=1), steps: int = 24) -> None:
        """Let time pass, with the looks that fall due."""
        for _ in range(steps):
            self.scene.clock.advance(span / steps)
            await look_up_due(self.app)

    async def told(self) -> list[str]:
        """Return the kinds of notices in the outbox, in their order."""
        rows = await self.scene.rows("SELECT kind FROM outbox_messages ORDER BY id")
        return [row["kind"] for row in rows]

    async def cases(self) -> list[str]:
        """Return the kinds of the open cases."""
        rows = await self.scene.rows(
            "SELECT kind FROM booking_cases WHERE closed_at IS NULL ORDER BY id"
        )
        return [row["kind"] for row in rows]


@pytest.fixture
async def desk(settings: Settings, clock: FakeClock) -> AsyncIterator[Desk]:
    """Return the product with a booker at TravClan."""
    async with open_scene(settings, clock) as scene:
        booker = FakeBooker(Supplier.TRAVCLAN, clock)
        scene.app.suppliers.booking[Supplier.TRAVCLAN] = booker
        yield Desk(scene, booker)

"""Invoice numbers: one per booking, without gaps, under concurrency."""

import asyncio
from contextlib import suppress
from datetime import UTC, date, datetime

from domain.accounts.travellers import Traveller
from domain.bookings.models import BookingKind, BookingState
from domain.bookings.noted_bookings.queries import insert_noted
from domain.bookings.noted_bookings.values import Noted
from domain.bookings.operator import Operator, number_invoice
from tests.bookings.conftest import Desk
from tests.scene import Scene

OPERATOR = Operator("Often Hotels", prefix="OHX", time_zone="Asia/Kolkata")
BEFORE = datetime(2026, 12, 31, 18, 29, tzinfo=UTC)
AFTER = datetime(2026, 12, 31, 18, 31, tzinfo=UTC)


class Undone(Exception):
    """What takes a transaction back."""


async def some_booking(scene: Scene, who: Traveller, number: int) -> int:
    noted = Noted(
        0, who.user_id, who.chat_id, BookingKind.HOTEL, BookingState.CONFIRMED, "Palms",
        date(2026, 12, 12), date(2026, 12, 15), BEFORE,
    )  # fmt: skip
    return (await insert_noted(scene.app.pool, who, noted, f"r{number}", BEFORE))[0]


async def numbered(
    scene: Scene, booking_id: int, now: datetime, *, undone: bool = False
) -> str | None:
    with suppress(Undone):
        async with scene.app.pool.transaction():
            invoice = await number_invoice(scene.app.pool, OPERATOR, booking_id, now)
            await asyncio.sleep(0)
            if undone:
                raise Undone
            return invoice
    return None


async def test_numbers_have_no_gaps_and_begin_anew_with_the_operators_year(desk: Desk) -> None:
    scene = desk.scene
    who = await scene.meet()
    ids = [await some_booking(scene, who, number) for number in range(12)]
    given = await asyncio.gather(
        *(numbered(scene, one, BEFORE, undone=n % 3 == 0) for n, one in enumerate(ids[:9]))
    )
    assert sorted(filter(None, given)) == [f"OHX-2026-{n:06}" for n in range(1, 7)]
    # One that has a number keeps it; the next year is the operator's, not the server's.
    assert await numbered(scene, ids[1], AFTER) == given[1]
    assert await numbered(scene, ids[9], AFTER) == "OHX-2027-000001"
    assert await numbered(scene, ids[10], BEFORE) == "OHX-2026-000007"

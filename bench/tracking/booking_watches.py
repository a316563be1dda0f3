"""Bookings whose price is watched: 10,000 of them on 1,000 distinct rates, checked and weighed.

Every supplier question is counted: the checks ask once for each distinct rate, and once more for
the terms of what got cheaper, however many have booked it.
"""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from bench.scale import scaled
from bench.tracking.ground import REFERENCE, fill, make_due, open_ground
from bench.tracking.jobs import run_jobs
from domain.app import App
from domain.bookings.price_watches.alerts import judge_watches
from domain.bookings.queries.bookings import TERMS, WANTED
from domain.bookings.terms import Terms
from domain.bookings.values import Wanted
from domain.full_names import FullName
from domain.money import Money
from domain.prices.terms import exactly
from domain.rows import Row
from domain.stay import Room, Stay
from domain.suppliers.contract import (
    Board,
    CancelRule,
    Capability,
    Coordinates,
    HotelOffer,
    HotelRef,
    Place,
    PriceQuestion,
    Priority,
    Quote,
    Rate,
    RateKind,
    RateSheet,
    Refundability,
    Supplier,
    TaxInclusion,
)
from domain.suppliers.registry import SupplierRegistry
from domain.unit_of_work import Database
from workers.settings import open_queue

RATES = scaled(1_000, short=20)
EACH = scaled(10, short=3)
FALLS_ONE_IN = 10
GOA = Place("Goa", "IN", "India", Coordinates(15.49, 73.83))


@dataclass
class Seller:
    """Sells one refundable rate a hotel; `questions` counts what it was asked."""

    questions: int = 0
    falls: bool = False
    asked: set[str] = field(default_factory=set)
    supplier: Supplier = Supplier.TRAVCLAN
    capabilities: frozenset[Capability] = frozenset({Capability.RATES, Capability.BATCH_QUOTE})

    async def rates(
        self, hotel: HotelRef, question: PriceQuestion, priority: Priority = Priority.LIVE
    ) -> RateSheet:
        """Return the hotel's rate: of one in ten it has fallen by a tenth."""
        self.questions += 1
        self.asked.add(f"{hotel.supplier_id} {question.stay.check_in}")
        fell = self.falls and int(hotel.supplier_id[1:]) % FALLS_ONE_IN == 0
        rate = sold(REFERENCE * 9 // 10 if fell else REFERENCE)
        offer = HotelOffer(self.supplier, hotel.supplier_id, hotel.name, rate.quote)
        return RateSheet(offer, None, (rate,), None, datetime.now(UTC))

    async def aclose(self) -> None:
        """Have nothing to close."""


def sold(total: int) -> Rate:
    """Return the rate that is booked and sold."""
    now = datetime.now(UTC)
    ends = now + timedelta(days=20)
    quote = Quote(
        Money.of(total, "INR"), TaxInclusion.INCLUDED, RateKind.BOOKABLE, Board.BREAKFAST,
        Refundability.YES, now,
    )  # fmt: skip
    rules = (
        CancelRule(None, ends, Money.of(0, "INR")),
        CancelRule(ends, None, Money.of(REFERENCE, "INR")),
    )
    return Rate("token", "Standard Room", quote, cancel_rules=rules)


def wanted(row: Row, terms: Terms) -> Wanted:
    """Return what was booked on a trackable, by its row."""
    stay = Stay(row["check_in"], row["check_out"], (Room(),))
    hotel = HotelRef(Supplier.TRAVCLAN, f"t{row['hotel_id']}", row["name"], GOA)
    question = PriceQuestion(stay, "IN", "INR")
    return Wanted(hotel, question, terms, FullName(("Goa",), "IN", "India"))


async def book(pool: Database) -> None:
    """Write what booking and watching write: a row each, all due, on the trackables there are."""
    rows = await pool.fetch(
        "SELECT k.*, h.name FROM trackables k JOIN hotels h ON h.id = k.hotel_id ORDER BY k.id"
    )
    terms, now = Terms(sold(REFERENCE)), datetime.now(UTC)
    agreed = TERMS.dump_python(terms, mode="json")
    users = [row["id"] for row in await pool.fetch("SELECT id FROM users ORDER BY id")]
    exact = exactly(Supplier.TRAVCLAN, terms.rate).to_json()
    await pool.execute(
        "UPDATE trackables SET terms = $1, watchers = $2, is_smart = true", exact, EACH
    )
    for row in rows:
        order = WANTED.dump_python(wanted(row, terms), mode="json")
        made = [
            (
                users[n % len(users)], f"OH-{row['id']}-{n}", row["hotel_id"], row["check_in"],
                row["check_out"], Decimal(REFERENCE), now, row["name"], order, agreed,
            )
            for n in range(EACH)
        ]  # fmt: skip
        await pool.executemany(
            """
            INSERT INTO universal_bookings (user_id, kind, state, supplier, client_ref, hotel_id,
                starts_on, ends_on, total, currency, created_at, changed_at, title, time_zone,
                "order", agreed, supplier_ref, chat_id)
            VALUES ($1, 'hotel', 'confirmed', 'travclan', $2, $3, $4, $5, $6, 'INR', $7, $7, $8,
                    'Asia/Kolkata', $9, $10, $2, $1)
            """,
            made,
        )
    await pool.execute(
        """
        INSERT INTO booking_watches (booking_id, trackable_id, is_on, least_percent, began_at,
                                     ends_at)
        SELECT b.id, k.id, true, 3, now(), now() + interval '19 days'
        FROM universal_bookings b JOIN trackables k
            ON k.hotel_id = b.hotel_id AND k.check_in = b.starts_on
        """
    )


async def check(app: App, queue: Any) -> tuple[float, int]:
    """Have everything looked at and weighed; return the seconds, and what was told.

    Of a question's hotels some come at a time, and the others right after, without the pause.
    """
    await make_due(app.pool)
    began = time.perf_counter()
    while await run_jobs(app, queue):
        await app.pool.execute(
            "UPDATE trackables SET due_at = now() WHERE supplier_status = 'put_off'"
        )
    told = await judge_watches(app)
    return time.perf_counter() - began, told


async def measure() -> dict[str, Any]:
    """Return how many questions many bookings cost, while nothing moves and once prices fall."""
    seller = Seller()
    registry = SupplierRegistry({Supplier.TRAVCLAN: seller})  # type: ignore[dict-item]
    async with (
        open_ground() as ground,
        ground.app(registry) as app,
        open_queue(ground.settings) as queue,
    ):
        await fill(app.pool, RATES, 1, has_rules=False)
        await app.pool.execute("DELETE FROM trackers")
        await book(app.pool)
        calm, _told = await check(app, queue)
        distinct, questions = len(seller.asked), seller.questions
        seller.falls, seller.questions = True, 0
        falling, told = await check(app, queue)
    return {
        "bookings": RATES * EACH,
        "distinct_questions": distinct,
        "supplier_questions": questions,
        "questions_to_distinct": round(questions / distinct, 3),
        "seconds": round(calm, 1),
        "questions_when_one_in_ten_falls": seller.questions,
        "alerts_made": told,
        "seconds_when_one_in_ten_falls": round(falling, 1),
    }

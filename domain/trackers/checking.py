"""One chunk of checks: ask each supplier once per question, judge, record."""

import asyncio
import random
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

import structlog

from domain.app import App
from domain.catalog.destinations import destinations_by_id
from domain.prices.judging import Judgement, Known, Seen, Verdict, judge
from domain.prices.models import Availability
from domain.search.queries import rooms_from_json
from domain.stay import Stay
from domain.suppliers.contract import (
    HotelRef,
    NoAvailability,
    Place,
    PriceQuestion,
    Quote,
    Supplier,
    SupplierError,
    SupplierGateway,
)
from domain.suppliers.status import SupplierStatus, status_of
from domain.trackers.cadence import NextCheck, confirmation, next_check, next_try
from domain.trackers.recording import Check, record_checks

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Answers:
    """What one question brought: quotes by supplier and the supplier's hotel id, and failures."""

    quotes: dict[Supplier, dict[str, Quote | None]]
    failures: dict[Supplier, SupplierStatus]
    latency_ms: dict[Supplier, int]


async def check_chunk(app: App, lease: UUID, trackable_ids: Sequence[int]) -> int:
    """Check the trackables that `lease` still holds and return how many alerts were made.

    No transaction is open while suppliers are asked. What was claimed and is no longer held (the
    lease ran out and another worker took it) is left alone.
    """
    rows = await app.pool.fetch(
        """
        SELECT * FROM trackables WHERE id = ANY($1::bigint[]) AND lease = $2
        ORDER BY question_key, id
        """,
        list(trackable_ids),
        lease,
    )
    groups = [list(group) for _key, group in groupby(rows, key=lambda r: r["question_key"])]
    checked = await asyncio.gather(*(_check_question(app, group) for group in groups))
    checks = [check for group in checked for check in group]
    return await record_checks(app.pool, lease, checks, app.clock.now())


async def _check_question(app: App, rows: Sequence[Any]) -> list[Check]:
    """Check the trackables of one question together."""
    listings = await _listings(app, [row["hotel_id"] for row in rows])
    question, place = await _question(app, rows[0])
    asked: dict[Supplier, dict[str, HotelRef]] = {}
    for hotel_listings in listings.values():
        for listing in hotel_listings:
            supplier = Supplier(listing["supplier"])
            reference = HotelRef(supplier, listing["supplier_id"], listing["name"], place)
            asked.setdefault(supplier, {})[reference.supplier_id] = reference
    answers = await _ask(app, asked, question)
    return [_check(app, row, listings.get(row["hotel_id"], []), answers) for row in rows]


async def _listings(app: App, hotel_ids: Iterable[int]) -> dict[int, list[Any]]:
    rows = await app.pool.fetch(
        """
        SELECT hotel_id, supplier, supplier_id, name FROM hotel_listings
        WHERE hotel_id = ANY($1::bigint[])
        """,
        list(hotel_ids),
    )
    listings: dict[int, list[Any]] = {}
    for row in rows:
        listings.setdefault(row["hotel_id"], []).append(row)
    return listings


async def _question(app: App, row: Any) -> tuple[PriceQuestion, Place]:
    destinations = await destinations_by_id(app.pool, [row["destination_id"]])
    stay = Stay(row["check_in"], row["check_out"], rooms_from_json(row["rooms"]))
    question = PriceQuestion(stay, row["nationality"], row["currency"])
    return question, destinations[row["destination_id"]].place


async def _ask(
    app: App, asked: dict[Supplier, dict[str, HotelRef]], question: PriceQuestion
) -> Answers:
    """Ask every supplier that lists one of the hotels, all at once, each within the deadline."""
    answers = Answers({}, {}, {})

    async def ask(gateway: SupplierGateway, hotels: dict[str, HotelRef]) -> None:
        began = time.monotonic()
        try:
            async with asyncio.timeout(app.settings.supplier_deadline):
                quotes = await gateway.quote_many(list(hotels.values()), question)
            answers.quotes[gateway.supplier] = dict(quotes)
        except NoAvailability:
            answers.quotes[gateway.supplier] = dict.fromkeys(hotels)
        except SupplierError as error:
            answers.failures[gateway.supplier] = status_of(error)
        except TimeoutError:
            answers.failures[gateway.supplier] = SupplierStatus.UNAVAILABLE
        answers.latency_ms[gateway.supplier] = round((time.monotonic() - began) * 1000)

    await asyncio.gather(
        *(
            ask(gateway, hotels)
            for supplier, hotels in asked.items()
            if (gateway := app.suppliers.get(supplier)) is not None
        )
    )
    if answers.failures:
        log.warning(
            "check without a supplier",
            failures={s.value: status.value for s, status in answers.failures.items()},
        )
    return answers


def _check(app: App, row: Any, listings: Sequence[Any], answers: Answers) -> Check:
    """Judge one trackable's part of the answers and say when to look again."""
    now = app.clock.now()
    seen = _seen(app, listings, answers)
    known = Known(
        row["currency"],
        row["last_total"],
        Supplier(row["last_source"]) if row["last_source"] else None,
        row["suspect_total"],
        Availability(row["availability"]),
    )
    judgement = judge(known, seen)
    status = _status(judgement, seen, answers)
    latency = None if judgement.source is None else answers.latency_ms.get(judgement.source)
    return Check(
        trackable_id=row["id"],
        currency=row["currency"],
        previous_total=row["last_total"],
        judgement=judgement,
        status=status,
        failures=row["failures"] + 1 if _has_failed(judgement) else 0,
        latency_ms=latency,
        following=_following(app, row, judgement, status),
        checked_at=now,
    )


def _seen(app: App, listings: Sequence[Any], answers: Answers) -> Seen:
    quotes: dict[Supplier, Quote | None] = {}
    failed: set[Supplier] = set()
    for listing in listings:
        supplier = Supplier(listing["supplier"])
        if supplier in answers.failures:
            failed.add(supplier)
        elif listing["supplier_id"] in answers.quotes.get(supplier, {}):
            quote = answers.quotes[supplier][listing["supplier_id"]]
            held = quotes.get(supplier)
            if held is None or (quote and quote.total.amount < held.total.amount):
                quotes[supplier] = quote
        else:
            failed.add(supplier)
    return Seen(quotes, frozenset(failed), app.clock.now())


def _has_failed(judgement: Judgement) -> bool:
    return judgement.verdict in {Verdict.NOTHING, Verdict.PARTIAL}


def _status(judgement: Judgement, seen: Seen, answers: Answers) -> str:
    """Return the word that the tracker's screen shows for how the check went."""
    match judgement.verdict:
        case Verdict.NOTHING | Verdict.PARTIAL:
            failures = [answers.failures[s] for s in seen.failed if s in answers.failures]
            return (failures[0] if failures else SupplierStatus.UNAVAILABLE).value
        case Verdict.FOREIGN | Verdict.NOT_ALL_IN | Verdict.SUSPECT:
            return judgement.verdict.value
        case _:
            return SupplierStatus.OK.value


def _following(app: App, row: Any, judgement: Judgement, status: str) -> NextCheck:
    now = app.clock.now()
    dice = random.random()  # noqa: S311 - jitter
    if _has_failed(judgement):
        exhausted = status == SupplierStatus.QUOTA_EXHAUSTED
        return next_try(now, row["failures"] + 1, is_exhausted=exhausted, dice=dice)
    # One second look at once; if the doubtful price stays alone, the usual pace again.
    if judgement.verdict is Verdict.SUSPECT and row["suspect_total"] is None:
        return confirmation(now)
    total = judgement.quote.total.amount if judgement.quote else None
    return next_check(
        now,
        row["check_in"],
        row["interval_seconds"],
        timedelta(seconds=app.settings.check_interval_floor),
        has_changed=total is not None and total != row["last_total"],
        dice=dice,
    )

"""One chunk of checks: ask each supplier once per question, judge, record."""

import asyncio
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, groupby
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from domain.app import App
from domain.catalog.destinations import destinations_by_id
from domain.prices.judging import Judgement, Known, Seen, Verdict, judge
from domain.prices.models import Availability
from domain.search.queries import rooms_from_json
from domain.stay import Stay
from domain.suppliers.contract import (
    Capability,
    HotelRef,
    NoAvailability,
    PriceQuestion,
    Quote,
    Supplier,
    SupplierError,
    SupplierGateway,
)
from domain.suppliers.status import SupplierStatus, status_of
from domain.trackers.cadence import NextCheck, confirmation, next_check, next_try
from domain.trackers.checks import Check
from domain.trackers.planning import begin_work, claim_now
from domain.trackers.recording import record_checks

log = structlog.get_logger(__name__)

# How many hotels a supplier that answers for one hotel at a time is asked for together.
ONE_BY_ONE = 8


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
    rows = await begin_work(app.pool, lease, trackable_ids, app.clock.now())
    groups = [list(group) for _key, group in groupby(rows, key=lambda r: r["question_key"])]
    checked = await asyncio.gather(*(_check_question(app, group) for group in groups))
    checks = [check for group in checked for check in group]
    return await record_checks(app.pool, lease, checks, app.clock.now())


async def check_now(app: App, trackable_ids: Sequence[int]) -> int:
    """Check these at once, due or not, and return how many alerts were made.

    Those that another worker is checking right now are left to it.
    """
    lease = await claim_now(app.pool, trackable_ids, app.clock.now())
    return await check_chunk(app, lease, trackable_ids)


async def _check_question(app: App, rows: Sequence[Any]) -> list[Check]:
    """Check the trackables of one question together."""
    # One throw for all, so that what was asked together is due together again.
    dice = random.random()  # noqa: S311 - jitter
    try:
        listings = await _listings(app, [row["hotel_id"] for row in rows])
        answers = await _ask(app, listings, rows[0])
        return [_check(app, row, listings.get(row["hotel_id"], []), answers, dice) for row in rows]
    except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError):
        # The database is away: the leases run out, and the checks are still due.
        raise
    except Exception:
        # A question that cannot even be put must not hold up the others of its chunk.
        log.exception("check failed", trackables=[row["id"] for row in rows])
        return [_check(app, row, [], Answers({}, {}, {}), dice) for row in rows]


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


async def _ask(app: App, listings: Mapping[int, Sequence[Any]], row: Any) -> Answers:
    """Put the question of `row` to every supplier that lists one of the hotels, all at once."""
    destinations = await destinations_by_id(app.pool, [row["destination_id"]])
    place = destinations[row["destination_id"]].place
    stay = Stay(row["check_in"], row["check_out"], rooms_from_json(row["rooms"]))
    question = PriceQuestion(stay, row["nationality"], row["currency"])
    asked: dict[Supplier, dict[str, HotelRef]] = {}
    for listing in chain.from_iterable(listings.values()):
        hotel = HotelRef(
            Supplier(listing["supplier"]), listing["supplier_id"], listing["name"], place
        )
        asked.setdefault(hotel.supplier, {})[hotel.supplier_id] = hotel
    answers = Answers({}, {}, {})
    await asyncio.gather(
        *(
            _ask_supplier(gateway, hotels, question, answers, app.settings.supplier_deadline)
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


async def _ask_supplier(
    gateway: SupplierGateway,
    hotels: Mapping[str, HotelRef],
    question: PriceQuestion,
    answers: Answers,
    deadline: float,
) -> None:
    """Ask for all the hotels' prices in one go; what goes wrong becomes a status."""
    began = time.monotonic()
    found = answers.quotes.setdefault(gateway.supplier, {})
    try:
        async with asyncio.timeout(deadline):
            for together in _slices(gateway, list(hotels.values())):
                found |= await _quote(gateway, together, question)
    except SupplierError as error:
        answers.failures[gateway.supplier] = status_of(error)
    except TimeoutError:
        answers.failures[gateway.supplier] = SupplierStatus.UNAVAILABLE
    answers.latency_ms[gateway.supplier] = round((time.monotonic() - began) * 1000)


def _slices(gateway: SupplierGateway, hotels: list[HotelRef]) -> Iterable[list[HotelRef]]:
    """Return all at once for a supplier that answers so, else a few at a time.

    What was answered before a failure is then kept.
    """
    size = len(hotels) if Capability.BATCH_QUOTE in gateway.capabilities else ONE_BY_ONE
    return (hotels[start : start + size] for start in range(0, len(hotels), size))


async def _quote(
    gateway: SupplierGateway, hotels: list[HotelRef], question: PriceQuestion
) -> Mapping[str, Quote | None]:
    try:
        return await gateway.quote_many(hotels, question)
    except NoAvailability:
        return dict.fromkeys(hotel.supplier_id for hotel in hotels)


def _check(app: App, row: Any, listings: Sequence[Any], answers: Answers, dice: float) -> Check:
    """Judge one trackable's part of the answers and say when to look again."""
    seen = _seen(listings, answers)
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
        following=_following(app, row, judgement, status, dice),
        checked_at=app.clock.now(),
    )


def _seen(listings: Sequence[Any], answers: Answers) -> Seen:
    """Return each supplier's best quote over a hotel's listings there, and who did not answer."""
    quotes: dict[Supplier, Quote | None] = {}
    failed: set[Supplier] = set()
    for listing in listings:
        supplier = Supplier(listing["supplier"])
        answered = answers.quotes.get(supplier, {})
        if listing["supplier_id"] not in answered:
            failed.add(supplier)
            continue
        quote, held = answered[listing["supplier_id"]], quotes.get(supplier)
        if held is None or (quote and quote.total.amount < held.total.amount):
            quotes[supplier] = quote
    return Seen(quotes, frozenset(failed))


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


def _following(app: App, row: Any, judgement: Judgement, status: str, dice: float) -> NextCheck:
    now = app.clock.now()
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

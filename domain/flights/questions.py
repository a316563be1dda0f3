"""Puts one of the three questions to the flight supplier; answers are kept for a while."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from pydantic import TypeAdapter, ValidationError
from redis.exceptions import RedisError

from domain.app import App
from domain.flights.values import question_fingerprint
from domain.search.values import SupplierReport
from domain.suppliers.contract import NoAvailability, Priority, SupplierError
from domain.suppliers.flight_contract import (
    FlightGateway,
    FlightPage,
    FlightQuestion,
    SellerSheet,
)
from domain.suppliers.single_flight import SingleFlight
from domain.suppliers.status import SupplierStatus, status_of

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer", FlightPage, SellerSheet)

# Prices older than this are searched for again before they are shown.
LIFE = timedelta(minutes=10)
_PAGES = TypeAdapter(FlightPage)
_SHEETS = TypeAdapter(SellerSheet)


class PageQuestions(SingleFlight[tuple[FlightPage | None, SupplierReport]]):
    """This process's open questions for journeys."""


class SellerQuestions(SingleFlight[tuple[SellerSheet | None, SupplierReport]]):
    """This process's open questions for sellers."""


async def ask_outbound(
    app: App,
    question: FlightQuestion,
    *,
    fresh: bool = False,
    priority: Priority = Priority.LIVE,
) -> tuple[FlightPage | None, SupplierReport]:
    """Return the outbound journeys, or None and why; `fresh` ignores kept answers."""
    return await _ask(
        app, _key(question, "out"), _PAGES, app.one(PageQuestions),
        lambda gateway: gateway.outbound(question, priority), fresh=fresh,
    )  # fmt: skip


async def ask_inbound(
    app: App, question: FlightQuestion, token: str, since: datetime
) -> tuple[FlightPage | None, SupplierReport]:
    """Return the journeys back for the outbound journey of `token`, not older than `since`."""
    return await _ask(
        app, _key(question, f"in:{token}"), _PAGES, app.one(PageQuestions),
        lambda gateway: gateway.inbound(question, token), since=since,
    )  # fmt: skip


async def ask_sellers(
    app: App, question: FlightQuestion, token: str, since: datetime
) -> tuple[SellerSheet | None, SupplierReport]:
    """Return who sells the trip of `token`, not older than `since`."""
    return await _ask(
        app, _key(question, f"sell:{token}"), _SHEETS, app.one(SellerQuestions),
        lambda gateway: gateway.sellers(question, token), since=since,
    )  # fmt: skip


def _key(question: FlightQuestion, step: str) -> str:
    text = f"{question_fingerprint(question)}:{step}"
    return f"flights:{hashlib.sha256(text.encode()).hexdigest()[:32]}"


async def _ask(
    app: App,
    key: str,
    shape: TypeAdapter[Answer],
    under_way: SingleFlight[tuple[Answer | None, SupplierReport]],
    call: Callable[[FlightGateway], Awaitable[Answer]],
    *,
    fresh: bool = False,
    since: datetime | None = None,
) -> tuple[Answer | None, SupplierReport]:
    """Return the kept answer, or ask once for all who are asking the same.

    Answers from before `since` are not used. The newest answer wins: one from the supplier's cache
    never replaces a newer one, and "nothing is sold" replaces any.
    """
    kept = await _read(app, key, shape)
    is_old = kept is None or (since is not None and kept.observed_at < since)
    if kept is not None and not (fresh or is_old):
        supplier = app.suppliers.flight_supplier
        return kept, SupplierReport(supplier, SupplierStatus.OK.value, _size(kept), 0.0)

    async def ask() -> tuple[Answer | None, SupplierReport]:
        answer, report = await _within_deadline(app, call)
        if answer is not None and kept is not None and answer.observed_at < kept.observed_at:
            return kept, report
        if answer is not None:
            await _keep(app, key, shape, answer)
        elif report.answered:
            await _forget(app, key)
        return answer, report

    return await under_way.run(key, ask)


async def _within_deadline(
    app: App, call: Callable[[FlightGateway], Awaitable[Answer]]
) -> tuple[Answer | None, SupplierReport]:
    """Ask within the suppliers' deadline; failures become the report."""
    gateway = app.suppliers.flights
    if gateway is None:
        status = SupplierStatus.UNAVAILABLE
        return None, SupplierReport(app.suppliers.flight_supplier, status.value, 0, 0.0)
    began = time.monotonic()
    answer: Answer | None = None
    status = SupplierStatus.OK
    try:
        async with asyncio.timeout(app.settings.supplier_deadline):
            answer = await call(gateway)
    except NoAvailability:
        status = SupplierStatus.NO_AVAILABILITY
    except SupplierError as error:
        status = status_of(error)
        log.warning("flights not asked", status=status.value, operation=error.operation)
    except TimeoutError:
        status = SupplierStatus.UNAVAILABLE
        log.warning("flights too slow")
    seconds = time.monotonic() - began
    count = 0 if answer is None else _size(answer)
    return answer, SupplierReport(gateway.supplier, status.value, count, seconds)


def _size(answer: FlightPage | SellerSheet) -> int:
    return len(answer.offers) if isinstance(answer, FlightPage) else len(answer.options)


async def _read(app: App, key: str, shape: TypeAdapter[Answer]) -> Answer | None:
    """Return the kept answer; without Redis there is only no cache."""
    try:
        kept = await app.redis.get(key)
        return None if kept is None else shape.validate_json(kept)
    except (RedisError, OSError, ValidationError) as error:
        log.warning("flight cache not read", why=type(error).__name__)
        return None


async def _forget(app: App, key: str) -> None:
    try:
        await app.redis.delete(key)
    except (RedisError, OSError) as error:
        log.warning("flight cache not emptied", why=type(error).__name__)


async def _keep(app: App, key: str, shape: TypeAdapter[Answer], answer: Answer) -> None:
    try:
        await app.redis.set(key, shape.dump_json(answer), ex=LIFE)
    except (RedisError, OSError) as error:
        log.warning("flight cache not written", why=type(error).__name__)

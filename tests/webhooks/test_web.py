"""The web service over the real database and Redis."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import asyncpg
import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.updates.raw_updates import Flaw, Unreadable
from domain.app import App
from domain.errors import CurrencyMismatch, DatabaseUnavailable, NotFound, OftenHotelsError
from domain.suppliers.contract import Supplier, Unavailable
from domain.trackers.errors import TrackerLimitReached
from tests.conftest import FakeClock
from webhooks.app import create_web
from webhooks.errors import status_of
from webhooks.telegram import PATH, router


@pytest.fixture
async def client(app: App) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service."""
    transport = httpx.ASGITransport(create_web(app))
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as opened:
        yield opened


async def test_health_answers_at_once(client: httpx.AsyncClient) -> None:
    assert (await client.get("/health")).json() == {"status": "ok"}


async def test_detailed_health_tells_of_servers_and_what_waits(
    client: httpx.AsyncClient, app: App, clock: FakeClock
) -> None:
    await app.pool.execute(
        """
        INSERT INTO trackables (fingerprint, kind, check_in, rooms, nationality, currency, terms,
            question_key, watchers, due_at, due_reason, interval_seconds, supplier_status,
            failures, availability, created_at)
        VALUES ('f', 'search', '2026-12-12', '[]', 'IN', 'INR', '{}', 'q', 1, $1, 'new', 0, 'ok',
                0, 'unknown', $1)
        """,
        clock.now(),
    )
    clock.advance(timedelta(seconds=90))
    answer = await client.get("/health/detailed")
    report = answer.json()
    assert (answer.status_code, report["status"]) == (200, "ok")
    assert report["database"]["ok"]
    assert report["redis"]["ok"]
    assert (report["queue"]["checks_due"], report["queue"]["oldest_check"]) == (1, 90)
    assert report["queue"]["worker_alive"] is False


async def test_without_redis_the_service_says_degraded(app: App) -> None:
    class Away:
        async def ping(self, *_keys: str) -> None:
            raise ConnectionError

        zcard = exists = hgetall = ping

    broken = App(app.settings, app.clock, app.pool, Away(), app.suppliers)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(create_web(broken))
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        answer = await client.get("/health/detailed")
        assert (await client.get("/health")).status_code == 200
    assert (answer.status_code, answer.json()["status"]) == (503, "degraded")


@pytest.mark.parametrize("failing", ["at once", "after the first question"])
async def test_metrics_and_health_tell_that_the_database_is_away(app: App, failing: str) -> None:
    class Away:
        async def fetchval(self, *_question: str) -> int:
            if failing == "at once":
                raise ConnectionRefusedError
            return 1

        async def fetchrow(self, *_question: object) -> None:
            raise asyncpg.ConnectionDoesNotExistError

        fetch = fetch_as = fetch_one_as = fetchrow

    broken = App(app.settings, app.clock, Away(), app.redis, app.suppliers)  # type: ignore[arg-type]
    transport = httpx.ASGITransport(create_web(broken))
    async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
        answer = await client.get("/metrics")
        detailed = await client.get("/health/detailed")
    families = {f.name: f for f in text_string_to_metric_families(answer.text)}
    up = {s.labels["server"]: s.value for s in families["often_server_up"].samples}
    assert (answer.status_code, up) == (200, {"postgresql": 0, "redis": 1})
    assert (detailed.status_code, detailed.json()["database"]["ok"]) == (503, False)


async def test_metrics_read_as_prometheus_reads_them(client: httpx.AsyncClient) -> None:
    answer = await client.get("/metrics")
    families = {f.name: f for f in text_string_to_metric_families(answer.text)}
    up = {s.labels["server"]: s.value for s in families["often_server_up"].samples}
    assert up == {"postgresql": 1, "redis": 1}
    assert families["often_checks_due"].samples[0].value == 0


class Kept:
    """An intake that remembers what reached it."""

    def __init__(self) -> None:
        self.updates: list[dict[str, Any]] = []
        self.unreadable: list[Flaw] = []

    async def receive(self, update: dict[str, Any] | Unreadable) -> bool:
        if isinstance(update, Unreadable):
            self.unreadable.append(update.flaw)
        else:
            self.updates.append(update)
        return True


@pytest.fixture
def kept() -> Kept:
    """The intake behind the webhook."""
    return Kept()


@pytest.fixture
async def hook(app: App, kept: Kept) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service with a webhook."""
    web = create_web(app)
    web.include_router(router(kept, "a-secret_1"))  # type: ignore[arg-type]
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(web), base_url="http://web"
    ) as opened:
        yield opened


HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.mark.parametrize("secret", [None, "", "wrong", "a-secret_", "a-secret_1x", "é" * 400])
async def test_a_forged_call_reaches_nothing(
    hook: httpx.AsyncClient, kept: Kept, secret: str | None
) -> None:
    headers = {} if secret is None else {HEADER: secret.encode()}
    answer = await hook.post(PATH, json={"update_id": 1}, headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 403
    assert kept.updates == []


async def test_telegrams_call_is_taken(hook: httpx.AsyncClient, kept: Kept) -> None:
    answer = await hook.post(PATH, json={"update_id": 5}, headers={HEADER: "a-secret_1"})
    assert (answer.status_code, kept.updates) == (200, [{"update_id": 5}])


@pytest.mark.parametrize(
    ("body", "flaw"),
    [
        (b"{", Flaw.NO_JSON),
        (b"[]", Flaw.NO_OBJECT),
        (b'{"update_id": "x"}', Flaw.NO_ID),
        (b'{"update_id": 1e400}', Flaw.NO_ID),
    ],
)
async def test_what_is_no_update_is_taken_and_set_aside_or_it_would_come_again(
    hook: httpx.AsyncClient, kept: Kept, body: bytes, flaw: Flaw
) -> None:
    answer = await hook.post(PATH, content=body, headers={HEADER: "a-secret_1"})
    assert (answer.status_code, kept.updates, kept.unreadable) == (200, [], [flaw])


async def test_what_is_larger_than_any_update_is_not_read(
    hook: httpx.AsyncClient, kept: Kept
) -> None:
    answer = await hook.post(PATH, content=b"x" * 1_000_001, headers={HEADER: "a-secret_1"})
    assert (answer.status_code, kept.updates, kept.unreadable) == (413, [], [])


async def test_in_polling_mode_there_is_no_webhook(client: httpx.AsyncClient) -> None:
    assert (await client.post(PATH, json={"update_id": 1})).status_code == 404


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("tracker"), 404),
        (TrackerLimitReached(5), 422),
        (Unavailable(Supplier.SERPAPI, "search", "x"), 502),
        (DatabaseUnavailable("x"), 503),
        (CurrencyMismatch("INR", "USD"), 500),
    ],
)
def test_every_error_has_a_status(error: OftenHotelsError, status: int) -> None:
    assert status_of(error) == status


async def test_the_forecasts_record_is_public(client: httpx.AsyncClient, app: App) -> None:
    empty = await client.get("/forecast", headers={"accept-language": "es-MX,es;q=0.9"})
    assert (empty.status_code, 'lang="es"' in empty.text) == (200, True)
    assert (await client.get("/forecast.png")).status_code == 404
    record = {
        "day": "2026-11-24", "since": "2026-09-01", "waiting": 3,
        "parts": [
            {
                "source": source, "kind": kind, "judged": 500, "told": 250, "fell": 60,
                "skill": [0.1, 0.04, 0.16], "error": 0.02, "silenced": False,
                "tenths": [[25, 0.1 * at, 0.1 * at] for at in range(10)],
            }
            for source, kind in (("", ""), ("travclan", "hotel"))
        ],
    }  # fmt: skip
    await app.pool.execute("INSERT INTO forecast_records VALUES ('2026-11-24', $1)", record)
    page = await client.get("/forecast?lang=en")
    assert "500 forecasts have come due" in page.text
    assert "<script" not in page.text
    assert (await client.get("/forecast.png")).content.startswith(b"\x89PNG")
    metrics = {
        (s.name, s.labels["source"], s.labels.get("bound")): s.value
        for family in text_string_to_metric_families((await client.get("/metrics")).text)
        for s in family.samples
        if family.name.startswith("often_forecast")
    }
    assert metrics["often_forecast_coverage", "travclan", None] == 0.5
    assert metrics["often_forecast_skill", "all", "low"] == 0.04

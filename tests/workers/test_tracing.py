"""One traveller's action is one trace: in the web service, the bot, the queue and the worker."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Any

import httpx
import pytest
import structlog
from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr
from structlog.testing import capture_logs

from bot.dispatcher import create_dispatcher
from bot.sending.bots import create_bot, interactive
from bot.updates.intake import UpdateIntake
from domain.checks.planning import claim_due
from domain.settings import Settings
from domain.tracing import (
    Joint,
    current_trace,
    current_trace_id,
    exporting,
    processor_of,
    stepped,
    traced,
)
from tests.scene import Scene
from tests.webhooks.signing_in import EMAIL, PASSWORD
from tests.workers.conftest import PostOffice
from webhooks.app import create_web
from webhooks.telegram import PATH
from workers.settings import create_worker, open_queue

logged = partial(capture_logs, processors=[structlog.contextvars.merge_contextvars])
# arq ends its connection by a name that redis-py has renamed.
pytestmark = pytest.mark.filterwarnings("ignore:Call to deprecated close:DeprecationWarning")
SECRET = "7Jd0-tell-me-that-you-are-Telegram-42Qk"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    """What is exported meanwhile."""
    exporter = InMemorySpanExporter()
    with exporting(SimpleSpanProcessor(exporter), "test"):
        yield exporter


def trace_of(span: ReadableSpan) -> str:
    return format(span.context.trace_id, "032x")


def joints(spans: Sequence[ReadableSpan]) -> set[Any]:
    return {span.attributes["often.joint"] for span in spans if span.attributes}


@asynccontextmanager
async def service(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    """The web service that takes Telegram's updates."""
    secret = {"webhook_secret": SecretStr(SECRET), "smtp_url": SecretStr("smtp://127.0.0.1:1")}
    object.__setattr__(scene.app, "settings", scene.app.settings.model_copy(update=secret))
    async with create_bot(scene.app.settings, interactive(scene.app)) as bot:
        async with UpdateIntake(scene.app, bot, create_dispatcher(scene.app)) as intake:
            served = create_web(scene.app, intake)
            transport = httpx.ASGITransport(served)
            async with httpx.AsyncClient(transport=transport, base_url="http://web") as client:
                yield client
            await intake.drained()
        served.state.doorkeeper.close()


def written(text: str) -> dict[str, Any]:
    person = {"id": 1, "is_bot": False, "first_name": "Asha", "language_code": "en-IN"}
    chat = {"id": 1, "type": "private", "first_name": "Asha"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": person, "text": text}
    return {"update_id": 10_001, "message": message}


async def test_an_update_by_webhook_is_one_trace_through_page_handler_supplier_and_sending(
    scene: Scene, spans: InMemorySpanExporter
) -> None:
    with logged() as lines:
        async with service(scene) as client:
            header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
            await client.post(PATH, json=written("Goa 12-15 dec 2 adults"), headers=header)
    mine = [one for one in spans.get_finished_spans() if one.name == f"POST {PATH}"]
    trace = trace_of(mine[0])
    together = [one for one in spans.get_finished_spans() if trace_of(one) == trace]
    assert joints(together) >= {Joint.PAGE, Joint.UPDATE, Joint.HANDLER, Joint.SEND}
    assert joints(together) >= {Joint.DATABASE_BATCH}
    assert any(one.name.startswith("bot.search") for one in together)
    assert {one["trace_id"] for one in lines if one["event"] == "request"} == {trace}
    # What was written, and to whom, is in no span.
    assert "Goa" not in str([one.to_json() for one in together])


async def test_what_a_page_has_mailed_is_sent_by_the_worker_within_its_trace(
    scene: Scene, post: PostOffice
) -> None:
    async with service(scene) as client:
        with logged() as lines:
            await client.post("/api/v1/auth/register", json={"email": EMAIL, "password": PASSWORD})
    (request,) = (one for one in lines if one["event"] == "request")
    (row,) = await scene.rows("SELECT trace FROM outbox_messages")
    assert request["trace_id"] in row["trace"]
    assert request["request_id"] == request["trace_id"]
    await scene.app.pool.execute("UPDATE outbox_messages SET channel = 'telegram', address = '1'")
    with logged() as lines:
        await post.carrier.carry()
    (carried,) = (one for one in lines if one["event"] == "message carried")
    assert carried["trace_id"] == request["trace_id"]


async def test_a_job_and_the_alert_that_it_makes_go_on_with_the_trace_of_whoever_hands_it_out(
    post: PostOffice, spans: InMemorySpanExporter
) -> None:
    scene = post.scene
    await scene.track()
    scene.price(9_000)
    scene.clock.advance(timedelta(days=1))
    async with open_queue(scene.app.settings) as queue:
        planner = create_worker(scene.app, queue, burst=True)
        with traced(Joint.JOB, "plan_checks"):
            trace = current_trace_id()
            for chunk in await claim_due(scene.app.pool, scene.clock.now()):
                await queue.enqueue_job("check_prices", str(chunk.lease), [*chunk.trackable_ids])
        await planner.async_run()
        await planner.close()
    await post.deliver()
    sent = [one for one in spans.get_finished_spans() if trace_of(one) == trace]
    assert {one.name for one in sent} >= {"plan_checks", "check_prices", "alert", "sendPhoto"}


async def test_spans_reach_the_collector_with_its_headers_and_no_words_of_failures(
    settings: Settings,
) -> None:
    got: list[tuple[str | None, ExportTraceServiceRequest]] = []

    async def collect(request: web.Request) -> web.Response:
        body = ExportTraceServiceRequest.FromString(await request.read())
        got.append((request.headers.get("X-Key"), body))
        return web.Response(body=b"")

    served = web.Application()
    served.router.add_post("/v1/traces", collect)
    runner = web.AppRunner(served, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/v1/traces"
    there = {"traces_url": url, "traces_headers": SecretStr("X-Key=abc, X-Other=d=e")}

    def export() -> None:
        with (
            exporting(processor_of(settings.model_copy(update=there)), "bot"),
            pytest.raises(ValueError, match="passport"),
            traced(Joint.UPDATE, "message"),
            stepped(Joint.HANDLER, "bot.start"),
        ):
            raise ValueError("passport L1234567")

    try:
        await asyncio.to_thread(export)
    finally:
        await runner.cleanup()
    ((key, body),) = got
    assert key == "abc"
    names = [s.name for r in body.resource_spans for c in r.scope_spans for s in c.spans]
    assert sorted(names) == ["bot.start", "message"]
    assert "ValueError" in str(body)
    assert "L1234567" not in str(body)


def test_a_trace_that_cannot_be_read_is_taken_for_none() -> None:
    with traced(Joint.JOB, "check", continues="00-zz-\x00"):
        assert current_trace_id() != "0" * 32
    assert current_trace() is None


def test_without_a_setting_there_are_ids_and_no_spans(settings: Settings) -> None:
    assert processor_of(settings) is None
    with exporting(None, "bot"), traced(Joint.UPDATE, "message"):
        outer = current_trace_id()
        with stepped(Joint.SEND, "sendMessage"), traced(Joint.SEND, "notice"):
            assert current_trace_id() == outer

"""arq's configuration and the whole schedule."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

import structlog
from aiogram import Bot
from arq import ArqRedis, Worker, cron
from arq.jobs import Job
from redis.asyncio import ConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisTimeoutError

from bot.account.letters import WRITERS
from bot.alerts.letters import WRITERS as ALERT_WRITERS
from bot.notices import NOTICES
from bot.sending.bots import background, broadcasting, create_bot
from bot.sending.mail import MailChannel
from bot.sending.pauses import Pauses
from bot.sending.readers import words_of_letter
from bot.sending.telegram import TelegramChannel
from domain.app import App
from domain.event_hooks.channel import WebhookChannel
from domain.mail_server import read_mail_server
from domain.outbox.values import MessageClass
from domain.settings import Settings
from domain.tracing import current_trace
from workers import context
from workers.alert_delivery import Courier
from workers.bookings import look_up_bookings, watch_booked_prices
from workers.broadcasts import BroadcastCarrier
from workers.exchange_rates import fetch_exchange_rates
from workers.forecasts import PATIENCE_SECONDS, forecast_prices
from workers.housekeeping import keep_house
from workers.metrics import measured
from workers.outbox import Carrier
from workers.payments import look_into_wallets, release_rooms, settle_payments
from workers.price_checks import check_prices, plan_checks

FUNCTIONS = (measured(check_prices),)
# A tick claims from PostgreSQL, so a second one finds nothing.
TIMETABLE = (
    cron(measured(plan_checks), second=set(range(0, 60, 2)), unique=True, max_tries=1),
    cron(measured(look_up_bookings), second=set(range(1, 60, 5)), unique=True, max_tries=1),
    cron(measured(watch_booked_prices), second=set(range(3, 60, 10)), unique=True, max_tries=1),
    cron(
        measured(look_into_wallets),
        minute=set(range(0, 60, 10)),
        second=15,
        unique=True,
        run_at_startup=True,
        max_tries=1,
    ),
    cron(measured(settle_payments), second=set(range(3, 60, 5)), unique=True, max_tries=1),
    cron(measured(release_rooms), minute=set(range(5, 60, 10)), second=45, max_tries=1),
    cron(
        measured(fetch_exchange_rates),
        second=set(range(4, 60, 10)),
        unique=True,
        run_at_startup=True,
        max_tries=1,
    ),
    cron(measured(keep_house), minute={7}, second=0, run_at_startup=True, max_tries=1),
    cron(
        measured(forecast_prices),
        minute={17},
        second=0,
        run_at_startup=True,
        max_tries=1,
        timeout=PATIENCE_SECONDS,
    ),
)
# In addition, each process looks into the outbox every half second, and right after filling it: see
# `workers.alert_delivery.Courier`.
RECONNECT_TRIES = 120
COURIER, CARRIERS = "courier", "carriers"
QUEUE_AWAY_SECONDS = 1.0
# Other people's servers may be slow: a slow one blocks a round, not all of them.
HOOK_ROUNDS = 3

log = structlog.get_logger(__name__)


def redis_pool(settings: Settings) -> ConnectionPool:
    """Return the queue's connections, patient with a Redis that restarts."""
    return ConnectionPool.from_url(
        settings.redis_url.get_secret_value(),
        retry=Retry(ExponentialBackoff(cap=2, base=0.1), RECONNECT_TRIES),
        # A refused connection and a missing socket are OSErrors, not yet Redis errors.
        retry_on_error=[RedisConnectionError, RedisTimeoutError, OSError],
    )


def to_bytes(job: dict[str, Any]) -> bytes:
    """Encode a job as JSON: unlike arq's pickle, nothing in it can be executed."""
    return json.dumps(job, default=str).encode()


class Queue(ArqRedis):
    """The queue; a job continues the trace of its sender."""

    async def enqueue_job(self, function: str, *args: Any, **kwargs: Any) -> Job | None:
        """Put a job; see arq."""
        trace = current_trace()
        handed: dict[str, Any] = {} if trace is None else {"trace": trace}
        job: Job | None = await super().enqueue_job(function, *args, **handed, **kwargs)
        return job


class PatientWorker(Worker):
    """arq's worker, which survives a Redis that is away, full or read-only."""

    async def _poll_iteration(self) -> None:
        try:
            await super()._poll_iteration()
        except (RedisError, OSError) as error:
            log.warning("queue not reached", why=type(error).__name__, reason=str(error))
            await asyncio.sleep(QUEUE_AWAY_SECONDS)
            # arq takes a slot for a job before it asks Redis for it, and keeps the slot if that
            # fails.
            running = sum(not task.done() for task in self.tasks.values())
            for _ in range(self.job_counter - running):
                self._release_sem_dec_counter_on_complete()


@asynccontextmanager
async def open_queue(settings: Settings) -> AsyncIterator[ArqRedis]:
    """Yield the queue to put jobs into."""
    pool = redis_pool(settings)
    try:
        yield Queue(pool, job_serializer=to_bytes, job_deserializer=json.loads)
    finally:
        await pool.aclose()


def carriers_of(app: App, bot: Bot) -> tuple[Carrier, ...]:
    """Return a carrier for each channel that is set up."""
    settings = app.settings
    chats = Carrier(app, TelegramChannel(app, bot, NOTICES), MessageClass.NOTICE)
    hooks = Carrier(app, WebhookChannel(app.pool, settings, app.clock), rounds=HOOK_ROUNDS)
    if settings.smtp_url is None:
        return (chats, hooks)
    server = read_mail_server(settings.smtp_url.get_secret_value(), settings.mail_from)
    words = partial(words_of_letter, app)
    mail = MailChannel(server, settings.web_address, {**WRITERS, **ALERT_WRITERS}, words)
    return (chats, hooks, Carrier(app, mail))


def broadcast_carrier(app: App) -> BroadcastCarrier:
    """Return the broadcasts' carrier."""
    pauses = Pauses(app.pool)
    return BroadcastCarrier(app, create_bot(app.settings, broadcasting(app, pauses)), pauses)


async def _stop(ctx: dict[str, Any]) -> None:
    courier = context.worker_of(ctx).courier
    courier.stop()
    for carrier, _task in ctx[CARRIERS]:
        carrier.stop()
    await asyncio.gather(ctx[COURIER], *(task for _carrier, task in ctx[CARRIERS]))
    for carrier, _task in ctx[CARRIERS]:
        await carrier.aclose()
    await courier.bot.session.close()


def create_worker(app: App, queue: ArqRedis, *, burst: bool = False) -> Worker:
    """Return arq's worker over an open product; `burst` ends it when nothing is left to do."""

    async def start(ctx: dict[str, Any]) -> None:
        bot = create_bot(app.settings, background(app))
        courier = Courier(app, bot)
        ctx[context.KEY] = context.Worker(app, queue, courier)
        ctx[COURIER] = asyncio.create_task(courier.run())
        carriers: tuple[Carrier | BroadcastCarrier, ...] = (
            *carriers_of(app, bot), broadcast_carrier(app)
        )  # fmt: skip
        ctx[CARRIERS] = [(one, asyncio.create_task(one.run())) for one in carriers]

    return PatientWorker(
        functions=FUNCTIONS,
        cron_jobs=None if burst else TIMETABLE,
        redis_pool=queue,
        on_startup=start,
        on_shutdown=_stop,
        job_serializer=to_bytes,
        job_deserializer=json.loads,
        burst=burst,
        poll_delay=0.1,
        max_jobs=20,
        job_timeout=60,
        job_completion_wait=25,
        keep_result=0,
        log_results=False,
        health_check_interval=10,
        handle_signals=not burst,
    )

"""Delivery of updates to a webhook: in order within a lane, again and again until confirmed."""

import asyncio
import itertools
import ssl
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Generic, Protocol, TypeVar

import httpx
import structlog

log = structlog.get_logger(__name__)

# Seconds before each further attempt; the last one goes on.
RETRY_WAITS = (0.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
ANSWER_WITHIN = 60.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the name of a header


class Deliverable(Protocol):
    """What a webhook delivers; `lane` names those that go one after the other."""

    @property
    def lane(self) -> str: ...

    @property
    def expires(self) -> float: ...

    def to_bytes(self) -> bytes: ...


U = TypeVar("U", bound=Deliverable)


@dataclass(frozen=True, slots=True)
class Target:
    """Where updates are pushed to, as setWebhook was told.

    `certificate` (PEM) is the server's own, where no authority vouches for it.
    """

    url: str
    secret: str | None = None
    max_connections: int = 40
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class Outcomes(Generic[U]):
    """Whom a webhook informs of an update's outcome.

    `done` hears of updates that were confirmed or are too old, `replied` of an answer's body: a bot
    may call one method in it.
    """

    done: Callable[[U], None]
    replied: Callable[[httpx.Response], Awaitable[None]]
    time: Callable[[], float]
    retry_waits: tuple[float, ...] = RETRY_WAITS


class Webhook(Generic[U]):
    """Pushes updates to a target until it is closed."""

    def __init__(self, target: Target, outcomes: Outcomes[U]) -> None:
        self.target = target
        self.last_error: str | None = None
        self.last_error_date: int | None = None
        self._outcomes = outcomes
        self._lanes: dict[str, deque[U]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        limits = httpx.Limits(max_connections=target.max_connections)
        timeout = httpx.Timeout(ANSWER_WITHIN, pool=None)
        trusted = target.certificate and ssl.create_default_context(cadata=target.certificate)
        self._client = httpx.AsyncClient(
            limits=limits, timeout=timeout, trust_env=False, verify=trusted or True
        )
        self._headers = {"Content-Type": "application/json"}
        if target.secret:
            self._headers[SECRET_HEADER] = target.secret

    def push(self, update: U) -> None:
        """Deliver `update` after those of its lane."""
        lane = self._lanes.get(update.lane)
        if lane is not None:
            lane.append(update)
            return
        self._lanes[update.lane] = deque([update])
        task = asyncio.get_running_loop().create_task(self._run(update.lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, name: str) -> None:
        """Deliver a lane's updates one by one; one that fails holds up those behind it."""
        lane = self._lanes[name]
        while lane:
            await self._deliver(lane[0])
            self._outcomes.done(lane.popleft())
        del self._lanes[name]

    async def _deliver(self, update: U) -> None:
        waits = self._outcomes.retry_waits
        for wait in itertools.chain(waits, itertools.repeat(waits[-1])):
            if update.expires <= self._outcomes.time():
                return
            problem = await self._attempt(update)
            if problem is None:
                return
            self.last_error = problem
            self.last_error_date = int(self._outcomes.time())
            log.warning("webhook failed", problem=problem, again_in=wait)
            await asyncio.sleep(wait)

    async def _attempt(self, update: U) -> str | None:
        """Push once; return what went wrong, in Telegram's words."""
        try:
            answer = await self._client.post(
                self.target.url, content=update.to_bytes(), headers=self._headers
            )
        except httpx.ConnectError:
            return "Connection refused"
        except httpx.TimeoutException:
            return "Read timeout expired"
        except httpx.HTTPError as error:
            return f"Connection failed: {type(error).__name__}"
        if not answer.is_success:
            phrase = HTTPStatus(answer.status_code).phrase
            return f"Wrong response from the webhook: {answer.status_code} {phrase}"
        if answer.content:
            await self._outcomes.replied(answer)
        return None

    def forget(self) -> None:
        """Drop what waits and what is on its way."""
        self._lanes.clear()
        for task in self._tasks:
            task.cancel()

    async def close(self) -> None:
        """Stop delivering; what was not confirmed stays with the queue."""
        tasks = list(self._tasks)
        self.forget()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._client.aclose()

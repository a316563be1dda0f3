"""One question at a time, over all processes: who asks the same meanwhile shares the answer.

Whoever comes first holds a lease in Redis while it asks, and leaves what it finds there under the
lease's own name: only those who waited for it read that, so findings with a gap are shared with
them and with nobody later. A process that dies frees its lease within seconds, and one of those
who wait asks in its place. Redis being away, each process asks for itself.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from uuid import uuid4

import structlog
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockError, RedisError

from domain.background import Background, cancel_and_wait
from domain.search.answer_cache import parse_findings, write_findings
from domain.search.inquiry import Findings, Tell

log = structlog.get_logger(__name__)

Ask = Callable[[Tell], Awaitable[Findings]]

LEASE_SECONDS = 5.0
RENEW_SECONDS = 1.5
# How often one that waits looks for an answer.
LOOK_SECONDS = 0.03
# How long an answer stays for those who waited.
ANSWER_SECONDS = 30


@dataclass(slots=True, eq=False)
class _Open:
    """A question that this process is getting answered."""

    latest: Findings | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def tell(self, findings: Findings) -> None:
        """Let everybody who waits have what there is."""
        self.latest = findings
        self.wake()

    def wake(self) -> None:
        """Wake those who wait; they look for themselves what has changed."""
        self.changed.set()
        self.changed = asyncio.Event()


class SharedQuestions:
    """The questions in progress in this process; `background` ends them when it closes."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._open: dict[str, tuple[_Open, asyncio.Task[Findings]]] = {}

    async def answers(self, redis: Redis, key: str, ask: Ask) -> AsyncIterator[Findings]:
        """Yield the findings as they grow, the last ones being all there is.

        An asker who leaves takes the answer from nobody: the asking goes on to its end. `ask` must
        bound its own time. An error reaches everybody who waits.
        """
        if key not in self._open:
            question = _Open()
            task = self._background.start(_over_all_processes(redis, key, ask, question.tell))
            self._open[key] = question, task
            task.add_done_callback(lambda _done: self._close(key))
        question, task = self._open[key]
        told = None
        while not task.done():
            if question.latest is not told:
                told = question.latest
                if told is not None:
                    yield told
            else:
                await question.changed.wait()
        yield await task

    def _close(self, key: str) -> None:
        question, task = self._open.pop(key)
        if not task.cancelled():
            task.exception()  # seen here, in case nobody is waiting any longer
        question.wake()


async def _over_all_processes(redis: Redis, key: str, ask: Ask, tell: Tell) -> Findings:
    """Ask under the lease, or take the findings of whoever has it."""
    token = uuid4().hex
    lease = Lock(redis, f"asking:{key}", timeout=LEASE_SECONDS, thread_local=False)
    try:
        while not await lease.acquire(token=token, blocking=False):
            found = await _findings_of_other(redis, f"asking:{key}", tell)
            if found is not None:
                return found
    except (RedisError, OSError) as error:
        log.warning("question not shared", why=type(error).__name__)
        return await ask(tell)
    return await _ask_under(lease, redis, token, ask, tell)


async def _findings_of_other(redis: Redis, name: str, tell: Tell) -> Findings | None:
    """Wait for what the lease's holder finds; None when it has gone without a word."""
    holder = await redis.get(name)
    seen = None
    while holder is not None:
        # Read together: a lease that is gone has left its answer before.
        present, answer = await redis.mget(name, _answer_key(holder.decode()))
        if answer is not None and answer != seen:
            seen = answer
            findings = parse_findings(answer)
            if findings is None:
                return None
            if not findings.is_partial:
                return findings
            await tell(findings)
        if present != holder:
            return None
        await asyncio.sleep(LOOK_SECONDS)
    return None


async def _ask_under(lease: Lock, redis: Redis, token: str, ask: Ask, tell: Tell) -> Findings:
    async def tell_all(findings: Findings) -> None:
        await tell(findings)
        await _leave_answer(redis, token, findings)

    renewal = asyncio.create_task(_renew(lease))
    try:
        findings = await ask(tell_all)
        await _leave_answer(redis, token, findings)
        return findings
    finally:
        await cancel_and_wait(renewal)
        await _release(lease)


def _answer_key(token: str) -> str:
    return f"answer:{token}"


async def _leave_answer(redis: Redis, token: str, findings: Findings) -> None:
    try:
        await redis.set(_answer_key(token), write_findings(findings), ex=ANSWER_SECONDS)
    except (RedisError, OSError) as error:
        log.warning("answer not shared", why=type(error).__name__)


async def _renew(lease: Lock) -> None:
    """Keep the lease until cancelled, or until it is lost: then somebody else asks too."""
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        await lease.reacquire()


async def _release(lease: Lock) -> None:
    try:
        await lease.release()
    except (LockError, RedisError, OSError) as error:
        log.warning("lease was gone before it was released", why=type(error).__name__)

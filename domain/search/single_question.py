"""Single-flight over all processes: whoever asks the same question shares one answer.

The first to ask holds a lease in Redis meanwhile, and leaves its findings there under the lease's
own name: only those who waited read them, so incomplete findings are shared with nobody later. A
process that dies loses its lease within seconds, and one of the waiting takes over. Without Redis
each process asks for itself.
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
# How often a waiting process looks for the answer.
LOOK_SECONDS = 0.03
# How long an answer is kept for those who waited.
ANSWER_SECONDS = 30


@dataclass(slots=True, eq=False)
class _Open:
    """A question that this process is asking."""

    latest: Findings | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    async def tell(self, findings: Findings) -> None:
        """Give the findings so far to everybody who waits."""
        self.latest = findings
        self.wake()

    def wake(self) -> None:
        """Wake the waiting, who look for themselves at what has changed."""
        self.changed.set()
        self.changed = asyncio.Event()


class SharedQuestions:
    """This process's open questions; `background` ends them when it closes."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._open: dict[str, tuple[_Open, asyncio.Task[Findings]]] = {}

    async def answers(self, redis: Redis, key: str, ask: Ask) -> AsyncIterator[Findings]:
        """Yield the findings as they grow; the last ones are complete.

        Asking continues to its end even if a caller leaves. `ask` must limit its own time. An error
        reaches everybody who waits.
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
            task.exception()  # retrieved here, in case nobody is waiting any more
        question.wake()


async def _over_all_processes(redis: Redis, key: str, ask: Ask, tell: Tell) -> Findings:
    """Ask under the lease, or take the findings of its holder."""
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
    """Wait for the lease holder's findings; None if it is gone without leaving any."""
    holder = await redis.get(name)
    seen = None
    while holder is not None:
        # Read together: a released lease has already left its answer.
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
    """Renew the lease until cancelled or until it is lost: then somebody else asks too."""
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        await lease.reacquire()


async def _release(lease: Lock) -> None:
    try:
        await lease.release()
    except (LockError, RedisError, OSError) as error:
        log.warning("lease was gone before it was released", why=type(error).__name__)

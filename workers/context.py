"""What a worker process holds while it runs."""

from dataclasses import dataclass
from typing import Any

from aiogram import Bot
from arq import ArqRedis

from domain.app import App
from workers.limiter import SendLimiter

KEY = "often"


@dataclass(frozen=True, slots=True)
class Worker:
    """The opened product, the queue and the bot that alerts are sent with."""

    app: App
    queue: ArqRedis
    bot: Bot
    limiter: SendLimiter


def worker_of(ctx: dict[str, Any]) -> Worker:
    """Return the worker from arq's context."""
    worker: Worker = ctx[KEY]
    return worker

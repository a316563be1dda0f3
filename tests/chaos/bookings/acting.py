"""A process of its own that acts, and dies: right before or right after one of its calls.

It ends itself with SIGKILL: nothing is written down after it, no exception is seen. It is a fork of
a process that has everything imported, so that a case costs no start of Python.
"""

import asyncio
import logging
import os
import signal
from collections.abc import Mapping
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

import structlog
from aiogram.exceptions import AiogramError

from domain.accounts.travellers import traveller_of
from domain.app import open_app
from domain.bookings.payment.refunds import carry_refunds
from domain.configuration import load_settings
from domain.settings import Settings
from domain.suppliers.contract import SupplierError
from domain.tls import trusted
from tests.chaos.bookings.acts import Hands
from tests.chaos.bookings.around import Watch, surround
from tests.chaos.bookings.chat import talking
from tests.chaos.bookings.matrix import Call, When
from tests.chaos.bookings.stories import STORIES
from tests.chaos.clock import JumpingClock

JOBS_EVERY = 0.05
# Read before anybody forks.
trusted()


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done, and where to die. All of it can be handed to another process."""

    story: str
    user_id: int
    booking_id: int
    call: Call
    when: When
    folder: Path
    environment: Mapping[str, str]


def settings_of(environment: Mapping[str, str], *, is_paid: bool) -> Settings:
    """Return the settings of a story: with a provider of payments, or without."""
    settings = load_settings(environment, Path("/nonexistent/.env"))
    return settings if is_paid else settings.model_copy(update={"payment_provider_token": None})


def be_quiet() -> None:
    """Log no fault: all of them are meant, and writing them out takes longer than they do."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))


def do(deed: Deed) -> None:
    """Do it in this process."""
    log = os.open(deed.folder / "acting.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    be_quiet()
    asyncio.run(_do(deed))


async def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def _do(deed: Deed) -> None:
    story, watch = STORIES[deed.story], Watch(deed.call)
    if deed.when is When.BEFORE:
        watch.before = _die
    else:
        watch.after = _die
    settings = settings_of(deed.environment, is_paid=story.is_paid)
    clock = JumpingClock(deed.folder / "clock")
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(open_app(settings, clock=clock))
        surround(app, watch)
        talk = await stack.enter_async_context(talking(app, watch)) if story.is_paid else None
        traveller = await traveller_of(deed.user_id)
        with suppress(SupplierError, AiogramError):
            await story.act(Hands(app, traveller, deed.booking_id, talk))
        # What is paid and what goes back is seen to as long as this process lives.
        while talk is not None:
            await carry_refunds(app, talk.ports)
            await asyncio.sleep(JOBS_EVERY)

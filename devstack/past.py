"""Loads the market's past into a new product that is already running."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import httpx
import psutil

from devstack.plan import Plan
from devstack.processes import Say, how_it_ended, python

# How long the sandbox may take to compute its market's past, with a large margin.
PAST_SECONDS = 60
# The file in the state folder that marks the past as loaded.
PAST = "past.csv"
# The loader yields to the product's own processes.
PATIENT = 10


class PastNotLoadedError(Exception):
    """Why the market's past could not be loaded, in one sentence."""


async def load_past(plan: Plan, environment: Mapping[str, str], say: Say) -> None:
    """Load the past once into a product with a made-up market; a failure is reported in one
    line.
    """
    file = plan.state_dir / PAST
    if not plan.is_made_up or file.exists():
        return
    # Its name until it is loaded: an interrupted load starts over at the next start.
    coming = file.with_suffix(".part")
    try:
        async with httpx.AsyncClient(timeout=PAST_SECONDS) as client:
            answer = await client.get(f"{plan.sandbox_url}/sandbox/market/past")
        coming.write_text(answer.raise_for_status().text)
        await _run_loader(coming, plan.root, environment)
        coming.replace(file)
    except (httpx.HTTPError, OSError, PastNotLoadedError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        say(f"The market's past was not loaded, so forecasts stay silent at first: {reason}")


async def _run_loader(file: Path, folder: Path, environment: Mapping[str, str]) -> None:
    loader = await asyncio.create_subprocess_exec(
        *python("-m", "domain.prices.synthetic", str(file)), cwd=folder, env=dict(environment),
        stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    with suppress(psutil.Error):
        psutil.Process(loader.pid).nice(PATIENT)
    try:
        _, words = await loader.communicate()
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            loader.kill()
        await loader.wait()
        raise
    if loader.returncode:
        lines = words.decode(errors="replace").strip().splitlines()
        raise PastNotLoadedError(lines[-1] if lines else how_it_ended(loader.returncode))

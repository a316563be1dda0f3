"""Every measure of `make bench` runs, in short: what is measured once a year rots otherwise."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bench.__main__ import MEASURES
from bench.scale import SHORT

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", MEASURES)
async def test_a_measure_runs_to_its_end(name: str) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench", name, cwd=ROOT, env={**os.environ, SHORT: "1"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _err = await process.communicate()
    assert process.returncode == 0, out.decode()[-3000:]
    assert "nothing is written" in out.decode()

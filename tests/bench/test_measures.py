"""Every measure of `make bench` runs, in short: what is measured once a year rots otherwise."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from bench.__main__ import MEASURES
from bench.scale import DATABASE, REDIS, SHORT
from tests.servers import Servers, copy_template

ROOT = Path(__file__).parents[2]


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", MEASURES)
async def test_a_measure_runs_to_its_end(
    name: str, servers: Servers, worker_number: int, redis_url: str
) -> None:
    database = await copy_template(servers.postgres, f"often_bench_{worker_number}")
    lent = {SHORT: "1", DATABASE: database, REDIS: redis_url}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench", name, cwd=ROOT, env={**os.environ, **lent},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    out, _err = await process.communicate()
    assert process.returncode == 0, out.decode()[-3000:]
    assert "nothing is written" in out.decode()

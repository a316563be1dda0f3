"""Every measure of `make bench` runs, in short: what is measured once a year rots otherwise."""

import pytest

from bench.__main__ import MEASURES, RESULTS, flat, main
from bench.scale import DATABASE, REDIS, is_short
from tests.servers import Servers, copy_template


@pytest.fixture(autouse=True)
async def lent(
    servers: Servers, worker_number: int, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lend the measures this process's servers, with their own database."""
    database = await copy_template(servers.postgres, f"often_bench_{worker_number}")
    monkeypatch.setenv(DATABASE, database)
    monkeypatch.setenv(REDIS, redis_url)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("name", MEASURES)
async def test_a_measure_runs_to_its_end(name: str) -> None:
    assert is_short()
    assert flat(await MEASURES[name]())


async def test_what_was_measured_in_short_is_told_and_not_written(
    capsys: pytest.CaptureFixture[str],
) -> None:
    written = RESULTS.read_bytes() if RESULTS.exists() else b""
    await main(["places"])
    told = capsys.readouterr().out
    assert "places" in told
    assert "nothing is written" in told
    assert (RESULTS.read_bytes() if RESULTS.exists() else b"") == written

"""A made-up past: exported by the sandbox, it teaches the forecasts; never in production."""

from pathlib import Path

import httpx
import pytest

from domain.environments import Environment
from domain.prices.forecasts import read_record
from domain.prices.synthetic import COLUMNS, NotLoaded, load, read_closes, run
from domain.settings import Settings
from tests.sandbox.telegram.serving import running_sandbox
from tests.scene import Scene


async def exported(days: int = 12) -> list[str]:
    """Return the lines of the sandbox's file."""
    async with running_sandbox() as url, httpx.AsyncClient() as client:
        answer = await client.get(f"{url}/sandbox/market/past", params={"days": days})
    return answer.text.splitlines()


async def test_what_the_sandbox_exports_teaches_the_forecasts(scene: Scene) -> None:
    rows = list(read_closes(await exported()))
    assert len({row[4] for row in rows}) == 12
    assert all(row[4] < row[2] for row in rows)  # type: ignore[operator]
    now = scene.clock.now()
    assert await load(scene.app.pool, rows, now) == len(rows)
    assert await load(scene.app.pool, rows, now) == len(rows)
    (stored,) = await scene.rows("SELECT count(*) FROM synthetic_closes")
    assert stored["count"] == len(rows)
    record = await read_record(scene.app.pool, now)
    assert (record.since, record.whole.judged) == (None, 0)


async def test_production_refuses_it(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "past.csv"
    file.write_text(",".join(COLUMNS))
    strict = settings.model_copy(update={"environment": Environment.PRODUCTION})
    with pytest.raises(NotLoaded, match="not for production"):
        await run(strict, file)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["a,b"], "names other columns"),
        ([], "names other columns"),
        ([",".join(COLUMNS), "travclan,1,soon,3,2026-11-01,100,INR"], "Line 2"),
        ([",".join(COLUMNS), "nobody,1,2026-12-01,3,2026-11-01,100,INR"], "Line 2"),
        ([",".join(COLUMNS), "travclan,1,2026-12-01,3,2026-11-01,much,INR"], "Line 2"),
        ([",".join(COLUMNS), "travclan"], "Line 2"),
    ],
)
def test_a_file_of_another_kind_is_refused(lines: list[str], said: str) -> None:
    with pytest.raises(NotLoaded, match=said):
        list(read_closes(lines))

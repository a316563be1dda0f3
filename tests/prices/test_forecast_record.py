"""The forecasts on recorded closes, where these are at hand."""

import pytest

from bench.forecast import CLOSES, bases_of, judged
from bench.forecast_walk import OURS, days_of, read_histories, walk
from domain.prices.calibration import by_thing, calibration_error, skill_of, tenths


@pytest.mark.skipif(not CLOSES.exists(), reason=f"{CLOSES.name} is not there")
def test_forecasts_of_a_busy_source_are_better_than_its_rate() -> None:
    named = read_histories(CLOSES)
    some = {name: one for name, one in list(named.items())[::4] if one.kind == "flight"}
    told = walk(days_of(some))[OURS.name]
    rows = judged(told, bases_of(told))
    skill = skill_of(rows, by_thing)
    assert skill is not None
    assert skill.value > 0.02
    assert calibration_error(tenths(rows)) < 0.1

"""The short form of `make chaos`."""

import pytest

from tests.chaos.plan import short
from tests.chaos.run import run

SEED = 4


@pytest.mark.timeout(600)
async def test_nothing_is_lost_doubled_late_or_wrong() -> None:
    findings = await run(short(SEED), lambda _words: None)
    assert findings.is_well, f"seed {SEED}: {findings.in_words()}\n{findings.counts}"
    assert findings.counts["kills"] == short(SEED).kills
    assert findings.counts["alerts sent"] > 0

"""One traveller's failing rule changes nothing for others who track the same thing."""

from decimal import Decimal

import pytest

from domain.alerts.models import RuleKind
from domain.alerts.states import RuleTerms
from domain.checks.queries.quarantine import list_set_aside
from domain.trackers.edits import add_rule, remove_rule
from domain.trackers.service import get_tracker
from domain.trackers.values import TrackerView
from tests.scene import Scene

ABSURD = Decimal("9999999999999.999")
WATCHERS = (2, 3, 4)


async def shared(scene: Scene, spoil: str, *values: object) -> TrackerView:
    """Have the first of four watchers of a stay hold a rule that fails when the price moves."""
    absurd = await scene.track()
    for chat_id in WATCHERS:
        await scene.track(chat_id=chat_id)
    await scene.check()
    (rule,) = absurd.rules
    await scene.app.pool.execute(spoil, rule.rule_id, *values)
    return absurd


async def told(scene: Scene) -> list[int]:
    rows = await scene.rows(
        "SELECT t.chat_id FROM tracker_alerts a JOIN trackers t ON t.id = a.tracker_id ORDER BY 1"
    )
    return [row["chat_id"] for row in rows]


SPOILT = {
    "a target that no column holds once it is told": (
        """
        WITH r AS (UPDATE price_rules SET kind = 'target_price', target = $2 WHERE id = $1)
        UPDATE rule_states SET kind = 'target_price', low = $2 WHERE rule_id = $1
        """,
        ABSURD,
    ),
    "a reference that no percentage can be taken of": (
        "UPDATE rule_states SET reference = 'NaN', low = $2 WHERE rule_id = $1",
        ABSURD,
    ),
    "a firing that cannot be counted": (
        "UPDATE rule_states SET firings = $2 WHERE rule_id = $1",
        2**31 - 1,
    ),
}


@pytest.mark.parametrize("name", SPOILT)
async def test_everyone_else_is_told(scene: Scene, name: str) -> None:
    spoil, value = SPOILT[name]
    await shared(scene, spoil, value)
    scene.price(7_000)
    assert await scene.check() == len(WATCHERS)
    assert await told(scene) == list(WATCHERS)
    (kept,) = await scene.rows("SELECT last_total, own_failures FROM trackables")
    assert tuple(kept) == (7_000, 0)
    assert await list_set_aside(scene.app.pool) == ()
    (aside,) = await scene.rows("SELECT count(*) FROM price_rules WHERE set_aside_at IS NOT NULL")
    assert aside["count"] == 1


async def test_its_owner_is_told_once_and_can_have_another(scene: Scene) -> None:
    absurd, asha = await shared(scene, *SPOILT["a target that no column holds once it is told"]), 1
    for total in (7_000, 6_000):
        scene.price(total)
        await scene.check()
    (notice,) = await scene.rows("SELECT address, kind FROM outbox_messages WHERE kind <> 'alert'")
    assert (notice["address"], notice["kind"]) == (str(asha), "rule_set_aside")
    traveller = await scene.meet()
    (rule,) = (await get_tracker(scene.app, traveller, absurd.tracker_id)).rules
    assert rule.is_set_aside
    await remove_rule(scene.app, traveller, absurd.tracker_id, rule.rule_id)
    target = RuleTerms(RuleKind.TARGET_PRICE, target=Decimal(5_000))
    await add_rule(scene.app, traveller, absurd.tracker_id, target)
    scene.price(4_900)
    await scene.check()
    assert (await told(scene)).count(asha) == 1

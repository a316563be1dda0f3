"""A file asks for no more than a chat can: what is out of bounds is refused by name."""

import json
import os
import random
import time
from copy import deepcopy
from typing import Any

import pytest

from domain.alerts.models import RuleKind
from domain.trackers.errors import FileNotUnderstood
from domain.trackers.files import Fault, FileKind, read_file, write_file
from domain.trackers.starts import track_search
from domain.trackers.transfer import Imported, export_trackers, import_trackers
from tests.scene import Scene

SECONDS = float(os.environ.get("FUZZ_SECONDS", "4"))
SEED = int(os.environ.get("FUZZ_SEED", "1"))
ODDITIES: tuple[Any, ...] = (
    None, True, "", " ", "x" * 400, "NaN", "1e999", "9" * 40, -1, 0, 1e308, 2**63, 10**40, [], {},
    [[]], [None], {"": {}}, "9999-12-31", "0001-01-01", "2026-02-30", "9999-12-31T23:59:59-23:59",
    "0001-01-01T00:00:00+23:59", "ZZ", "ZZZ", "\0", "\ud800", "💥", [[2, [6, 9]]], [[99, [-1]]],
)  # fmt: skip


async def exported(scene: Scene) -> dict[str, Any]:
    """Return a file of a watched hotel and a watched search, as it is parsed."""
    await scene.track()
    traveller = await scene.meet()
    search_id, _hotels = await scene.find(traveller)
    await track_search(scene.app, traveller, search_id)
    written = write_file(await export_trackers(scene.app, traveller), FileKind.JSON)
    whole: dict[str, Any] = json.loads(written)
    return whole


async def brought(scene: Scene, whole: Any, chat_id: int = 2) -> Imported:
    content = json.dumps(whole).encode()
    return await import_trackers(scene.app, await scene.meet(chat_id), read_file(content))


def hotel_of(whole: dict[str, Any]) -> dict[str, Any]:
    """Return a copy with the hotel alone."""
    one = deepcopy(whole)
    one["trackers"] = [t for t in one["trackers"] if t["things"][0]["kind"] == "hotel_stay"]
    return one


def days(year: str) -> dict[str, Any]:
    return {"check_in": f"{year}-12-12", "check_out": f"{year}-12-15"}


NAMED: dict[str, tuple[dict[str, Any], str]] = {
    "a year nobody sells": (days("9999"), "StayTooFarAhead"),
    "the year after next": (days("2028"), "StayTooFarAhead"),
    "a year of nights": ({"check_out": "2027-12-12"}, "StayTooLong"),
    "no night": ({"check_out": "2026-12-12"}, "CheckOutNotAfterCheckIn"),
    "a child not born": ({"rooms": [[2, [-1]]]}, "rooms"),
    "a child of 99": ({"rooms": [[2, [99]]]}, "rooms"),
    "nobody": ({"rooms": [[0, []]]}, "rooms"),
    "no room": ({"rooms": []}, "rooms"),
    "a crowd": ({"rooms": [[99, []]]}, "rooms"),
    "a country that is none": ({"nationality": "ZZ"}, "nationality"),
    "a currency that is none": ({"currency": "ZZZ"}, "currency"),
    "a metal": ({"currency": "XAU"}, "currency"),
    "a hotel past every column": ({"hotel_id": 2**63}, "hotel_id"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
async def test_what_is_out_of_bounds_is_refused_by_name(scene: Scene, name: str) -> None:
    changes, reason = NAMED[name]
    whole = hotel_of(await exported(scene))
    whole["trackers"][0]["things"][0] |= changes
    whole["trackers"][0]["until"] = "9999-12-31T00:00:00Z"
    imported = await brought(scene, whole)
    (problem,) = imported.problems
    told = type(problem.refusal).__name__ if problem.refusal else problem.field
    assert (imported.new, told) == (0, reason)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ({"kind": "target_price", "target": "9999999999999.999"}, "target"),
        ({"kind": "target_price", "target": "9" * 30}, "target"),
        ({"kind": "target_price"}, "RuleImpossible"),
        ({"kind": "price_drop", "percent": "1000"}, "percent"),
        ({"kind": "price_drop", "percent": "-5"}, "percent"),
        ({"kind": "price_rise", "amount": "1e40"}, "amount"),
    ],
)
async def test_a_rule_has_bounds(scene: Scene, rule: dict[str, Any], reason: str) -> None:
    whole = hotel_of(await exported(scene))
    whole["trackers"][0]["rules"] = [rule]
    (problem,) = (await brought(scene, whole)).problems
    assert reason in {problem.field, type(problem.refusal).__name__}


async def test_children_come_along(scene: Scene) -> None:
    whole = hotel_of(await exported(scene))
    whole["trackers"][0]["things"][0]["rooms"] = [[2, [6, 9]]]
    assert (await brought(scene, whole)).new == 1
    (back,) = await export_trackers(scene.app, await scene.meet(2))
    assert back.things[0].rooms == ((2, (6, 9)),)
    (kept,) = await scene.rows("SELECT rooms FROM trackables ORDER BY id DESC LIMIT 1")
    assert kept["rooms"] == [[2, [6, 9]]]


def mutated(whole: Any, dice: random.Random) -> Any:
    """Return a file with a few changed values."""
    one = deepcopy(whole)
    for _ in range(dice.randint(1, 3)):
        at = dice.choice(one["trackers"])
        while True:
            key = dice.choice(list(at) if isinstance(at, dict) else range(len(at)))
            inner = at[key]
            if not (isinstance(inner, dict | list) and inner) or dice.random() < 0.2:
                break
            at = inner
        at[key] = dice.choice(ODDITIES)
    return one


async def test_a_mutated_file_is_taken_or_told_and_what_is_taken_can_be_checked(
    scene: Scene,
) -> None:
    whole, dice, until = await exported(scene), random.Random(SEED), time.monotonic() + SECONDS
    chat_id = 2
    while time.monotonic() < until:
        chat_id += 1
        try:
            imported = await brought(scene, mutated(whole, dice), chat_id)
        except FileNotUnderstood:
            continue
        assert all(isinstance(problem.fault, Fault) for problem in imported.problems)
        await export_trackers(scene.app, await scene.meet(chat_id))
    scene.price(7_000)
    assert await scene.check() > 0
    assert not await scene.rows("SELECT 1 FROM trackables WHERE own_failures > 0")
    assert not await scene.rows("SELECT 1 FROM price_rules WHERE set_aside_at IS NOT NULL")
    kinds = await scene.rows("SELECT DISTINCT kind FROM price_rules")
    assert {row["kind"] for row in kinds} <= {kind.value for kind in RuleKind}

"""No rule says anything that the language does not know, and none runs past its bounds."""

import json
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.catalog.amenities import Amenity
from domain.clusters.errors import RuleNotUsable
from domain.clusters.queries.compiler import compile_rule
from domain.clusters.rules import (
    DEEPEST,
    MOST_CONDITIONS,
    conditions,
    depth,
    read_rule,
    write_rule,
)
from tests.clusters.strategies import NOW, hostile_words, rules

# All that may stand in a condition: our own words and numbered parameters.
OWN = re.compile(r"^[\w\s().,<>=|?:$+*/'%\[\]-]*$")


# A busy machine draws slowly; that is no failure of a rule.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(rule=rules())
def test_a_rule_survives_being_kept(rule: Any) -> None:
    assert read_rule(write_rule(rule)) == rule
    assert depth(rule) <= DEEPEST
    assert len(list(conditions(rule))) <= MOST_CONDITIONS


@unhurried
@given(rule=rules(words=hostile_words()))
def test_what_was_typed_stands_among_the_values_alone(rule: Any) -> None:
    compiled = compile_rule(rule, NOW, {Amenity.POOL: ["Pool'); DROP TABLE users; --"]})
    assert OWN.match(compiled.condition)
    assert "DROP" not in compiled.condition
    numbers = {int(one) for one in re.findall(r"\$(\d+)", compiled.condition)}
    assert numbers == set(range(1, len(compiled.values) + 1))


def nested(levels: int) -> Any:
    rule: Any = {"kind": "stars", "least": 4}
    for _ in range(levels - 1):
        rule = {"kind": "all", "of": [rule]}
    return rule


STARS = {"kind": "stars", "least": 4}
REFUSED = {
    "too deep": nested(DEEPEST + 1),
    "far too deep": nested(150),
    "too many": {"kind": "any", "of": [{"kind": "all", "of": [STARS] * 7}] * 3},
    "too many at once": {"kind": "any", "of": [STARS] * 21},
    "no such kind": {"kind": "sql", "text": "1=1"},
    "an unknown field": STARS | {"column": "password_hash"},
    "neither end": {"kind": "stars"},
    "the wrong way round": {"kind": "rating", "least": 4, "most": 3},
    "no stars": {"kind": "stars", "least": 6},
    "no number": {"kind": "distance", "latitude": "NaN", "longitude": 0, "most_km": 5},
    "too far": {"kind": "distance", "latitude": 0, "longitude": 0, "most_km": 1e9},
    "no country": {"kind": "country", "code": "IN' OR 1=1"},
    "no currency": {"kind": "price", "currency": "XXX", "most": 8000},
    "no end to the price": {"kind": "price", "currency": "INR", "most": "1e400"},
    "a pattern": {"kind": "chain", "of": ["%"]},
    "all of nothing": {"kind": "all", "of": []},
    "not of nothing": {"kind": "not"},
    "a list": [STARS],
    "nothing": None,
}


@pytest.mark.parametrize("told", REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_rule_is_refused(told: Any) -> None:
    with pytest.raises(RuleNotUsable):
        read_rule(json.dumps(told))


@pytest.mark.parametrize("text", ["", "{", "[" * 9_000, '{"kind":' * 5_000, "null", "x" * 20_000])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(RuleNotUsable):
        read_rule(text)


@given(text=st.text(max_size=200))
def test_no_text_breaks_the_reading(text: str) -> None:
    with pytest.raises(RuleNotUsable):
        read_rule(text)

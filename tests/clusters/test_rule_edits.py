"""Rules taken apart and put together lose nothing and gain nothing else."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.admin.clusters.buttons import AdminCluster, ClusterAct, place_of, read_place
from bot.admin.clusters.screens import render_part, render_parts
from bot.locales import translator
from domain.catalog.models import ClusterKind
from domain.clusters.errors import RuleTooDeep, TooManyConditions
from domain.clusters.rule_edits import (
    Path,
    mark,
    negated,
    part_at,
    replaced,
    turned,
    walk,
    whole,
    with_part,
    without,
)
from domain.clusters.rules import (
    DEEPEST,
    MOST_CONDITIONS,
    AllOf,
    AnyOf,
    Condition,
    NoneOf,
    Rule,
    Stars,
    bounded,
    conditions,
    write_rule,
)
from domain.clusters.service import ClusterView
from domain.errors import NotFound
from tests.clusters.strategies import rules

NEW = Stars(least=5, most=5)


def counted(rule: Rule | None) -> Counter[Condition]:
    return Counter() if rule is None else Counter(conditions(rule))


@given(rules(), st.data())
def test_what_is_removed_goes_with_all_it_holds_and_nothing_else(
    rule: Rule, data: st.DataObject
) -> None:
    path, part = data.draw(st.sampled_from(list(walk(rule))))
    assert counted(without(rule, path)) == counted(rule) - counted(part)


@given(rules(), st.data())
def test_what_is_added_is_one_condition_more(rule: Rule, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from([(), *(path for path, _part in walk(rule))]))
    assert counted(with_part(rule, path, NEW)) == counted(rule) + Counter([NEW])


@given(rules(), st.data())
def test_not_is_undone_by_pressing_again(rule: Rule, data: st.DataObject) -> None:
    path, part = data.draw(st.sampled_from(list(walk(rule))))
    once = negated(rule, path)
    assert isinstance(part_at(once, path), NoneOf) is not isinstance(part, NoneOf) or isinstance(
        part, NoneOf
    )
    if not isinstance(part, NoneOf):
        assert whole(negated(once, path)) == whole(rule)


@given(rules(), st.data())
def test_groups_are_turned_and_turned_back(rule: Rule, data: st.DataObject) -> None:
    path, part = data.draw(st.sampled_from(list(walk(rule))))
    if isinstance(part, AllOf | AnyOf):
        assert type(part_at(turned(rule, path), path)) is not type(part)
        assert whole(turned(turned(rule, path), path)) == whole(rule)
    else:
        with pytest.raises(NotFound):
            turned(rule, path)


@given(rules(), rules(), st.data())
def test_a_button_of_another_rule_is_told(one: Rule, other: Rule, data: st.DataObject) -> None:
    path, part = data.draw(st.sampled_from(list(walk(one))))
    at = place_of(path, one)
    assert read_place(at, one) == path
    assert replaced(one, path, part) == AllOf(of=tuple(whole(one)))
    if write_rule(one) != write_rule(other) and mark(one) != mark(other):
        assert read_place(at, other) is None
    for broken in ("", "x", f"-1~{mark(one)}", f"٣~{mark(one)}", f"1..2~{mark(one)}"):
        assert read_place(broken, one) is None


@settings(deadline=None)
@given(rules())
def test_every_part_has_a_page_and_its_buttons_fit(rule: Rule) -> None:
    t = translator("ru")
    cluster = ClusterView(2**62, "Goa", ClusterKind.DYNAMIC, rule, False, 0, None, None)
    assert render_parts(cluster, t).text
    for path, part in walk(rule):
        assert len(path) <= DEEPEST
        at = place_of(path, rule)
        assert render_part(cluster.cluster_id, part, at, t).keyboard is not None
        longest = AdminCluster(
            act=ClusterAct.KIND, cluster_id=2**62, value="popularity", at=at
        ).pack()
        assert len(longest.encode()) <= 64


def test_nothing_has_no_parts() -> None:
    assert list(walk(None)) == []
    assert with_part(None, (), NEW) == AllOf(of=(NEW,))
    for act in (without, negated, turned):
        with pytest.raises(NotFound):
            act(None, (0,))
        with pytest.raises(NotFound):
            act(AllOf(of=(NEW,)), ())


FULL = tuple(Stars(least=1) for _one in range(MOST_CONDITIONS))


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        (AllOf(of=FULL), ()), (AllOf(of=(AllOf(of=FULL),)), (0,)),
        (AllOf(of=(AnyOf(of=FULL),)), (0,)), (AllOf(of=(NoneOf(of=AnyOf(of=FULL)),)), (0,)),
    ],
)  # fmt: skip
def test_a_full_group_takes_no_more(rule: Rule, path: Path) -> None:
    """One of more parts than a rule may have cannot even be built."""
    assert bounded(rule) is rule
    with pytest.raises(TooManyConditions):
        with_part(rule, path, NEW)


def test_too_many_and_too_deep_are_told_apart() -> None:
    with pytest.raises(TooManyConditions):
        bounded(with_part(AllOf(of=(AnyOf(of=FULL),)), (), NEW))
    deep: Rule = NEW
    for _level in range(DEEPEST):
        deep = NoneOf(of=deep)
    with pytest.raises(RuleTooDeep):
        bounded(deep)

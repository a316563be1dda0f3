"""Takes a rule apart and puts it together: pure.

A path identifies a part by the positions that lead to it from the whole, which is always an `all`.
The operand of `not` is at its position 0.
"""

import zlib
from collections.abc import Iterator, Sequence

from domain.clusters.errors import TooManyConditions
from domain.clusters.rules import (
    MOST_CONDITIONS,
    AllOf,
    AnyOf,
    Condition,
    NoneOf,
    Rule,
    write_rule,
)
from domain.errors import NotFound

Path = tuple[int, ...]
MARK_SIGNS = 4


def whole(rule: Rule | None) -> Sequence[Rule]:
    """Return the parts that all of a cluster's hotels match."""
    match rule:
        case None:
            return ()
        case AllOf(of=of):
            return of
        case one:
            return (one,)


def children(rule: Rule) -> Sequence[Rule]:
    """Return a rule's operands; a condition has none."""
    match rule:
        case AllOf(of=of) | AnyOf(of=of):
            return of
        case NoneOf(of=of):
            return (of,)
        case _:
            return ()


def walk(rule: Rule | None) -> Iterator[tuple[Path, Rule]]:
    """Yield every part below the whole with its path, top down."""

    def below(path: Path, parts: Sequence[Rule]) -> Iterator[tuple[Path, Rule]]:
        for place, part in enumerate(parts):
            yield (*path, place), part
            yield from below((*path, place), children(part))

    yield from below((), whole(rule))


def part_at(rule: Rule | None, path: Path) -> Rule:
    """Return the part at a path. Raises NotFound, also for the whole of an empty rule."""
    if not path:
        if rule is None:
            raise NotFound("part")
        return AllOf(of=tuple(whole(rule)))
    for found, part in walk(rule):
        if found == path:
            return part
    raise NotFound("part")


def mark(rule: Rule | None) -> str:
    """Return a short digest that changes with the rule: it identifies buttons of an older one."""
    told = "" if rule is None else write_rule(rule)
    return f"{zlib.crc32(told.encode()):08x}"[:MARK_SIGNS]


def with_part(rule: Rule | None, path: Path, new: Condition) -> Rule:
    """Return a rule with another condition: as a part of a group, or as an alternative to a
    condition. Raises NotFound and `TooManyConditions`.
    """
    if not path:
        return AllOf(of=_one_more(whole(rule), new))
    match part_at(rule, path):
        case AllOf(of=of):
            changed: Rule = AllOf(of=_one_more(of, new))
        case AnyOf(of=of):
            changed = AnyOf(of=_one_more(of, new))
        case NoneOf(of=of):
            changed = NoneOf(of=with_part_of(of, new))
        case part:
            changed = AnyOf(of=(part, new))
    return replaced(rule, path, changed)


def with_part_of(group: Rule, new: Condition) -> Rule:
    """Return the operand of `not` with another alternative. Raises `TooManyConditions`."""
    return AnyOf(of=_one_more(group.of if isinstance(group, AnyOf) else (group,), new))


def _one_more(parts: Sequence[Rule], new: Condition) -> tuple[Rule, ...]:
    """Return a group's parts and another one. A group that is full cannot even be built."""
    if len(parts) >= MOST_CONDITIONS:
        raise TooManyConditions(MOST_CONDITIONS)
    return (*parts, new)


def turned(rule: Rule | None, path: Path) -> Rule:
    """Return a rule in which a group matches any instead of all of its parts, or the other way
    round.

    Raises NotFound, also for a part that is not a group.
    """
    match part_at(rule, path):
        case AllOf(of=of) if path:
            return replaced(rule, path, AnyOf(of=of))
        case AnyOf(of=of):
            return replaced(rule, path, AllOf(of=of))
        case _:
            raise NotFound("group")


def negated(rule: Rule | None, path: Path) -> Rule:
    """Return a rule with a part negated, or no longer negated. Raises NotFound."""
    if not path:
        raise NotFound("part")
    part = part_at(rule, path)
    return replaced(rule, path, part.of if isinstance(part, NoneOf) else NoneOf(of=part))


def without(rule: Rule | None, path: Path) -> Rule | None:
    """Return a rule without a part; a group of one collapses into it, and an empty one goes too.

    Raises NotFound.
    """
    if not path:
        raise NotFound("part")
    part_at(rule, path)
    left = [one for n, part in enumerate(whole(rule)) if (one := _kept(part, path, n)) is not None]
    return AllOf(of=tuple(left)) if left else None


def _kept(part: Rule, path: Path, place: int) -> Rule | None:
    """Return what is left of a part after a removal, None if nothing is."""
    if path[0] != place:
        return part
    parts = children(part) if len(path) > 1 else ()
    left = [one for n, sub in enumerate(parts) if (one := _kept(sub, path[1:], n)) is not None]
    if not left:
        return None
    if isinstance(part, NoneOf):
        return NoneOf(of=left[0])
    if len(left) == 1:
        return left[0]
    return AnyOf(of=tuple(left)) if isinstance(part, AnyOf) else AllOf(of=tuple(left))


def replaced(rule: Rule | None, path: Path, new: Rule) -> Rule:
    """Return a rule with the part at a path replaced."""
    parts = list(whole(rule))
    if not path or path[0] >= len(parts):
        raise NotFound("part")
    parts[path[0]] = _replaced(parts[path[0]], path[1:], new)
    return AllOf(of=tuple(parts))


def _replaced(part: Rule, path: Path, new: Rule) -> Rule:
    if not path:
        return new
    match part:
        case NoneOf(of=of):
            return NoneOf(of=_replaced(of, path[1:], new))
        case AllOf(of=of) | AnyOf(of=of):
            subs = list(of)
            subs[path[0]] = _replaced(subs[path[0]], path[1:], new)
            return type(part)(of=tuple(subs))
        case _:
            raise NotFound("part")

"""A rule taken apart and put together: pure.

A path names a part: the places that lead to it from the whole, which is always `all` of its parts.
What `not` holds stands at its place 0.
"""

import zlib
from collections.abc import Iterator, Sequence

from domain.clusters.rules import AllOf, AnyOf, Condition, NoneOf, Rule, write_rule
from domain.errors import NotFound

Path = tuple[int, ...]
MARK_SIGNS = 4


def whole(rule: Rule | None) -> Sequence[Rule]:
    """Return the parts that all of a cluster's hotels fulfil."""
    match rule:
        case None:
            return ()
        case AllOf(of=of):
            return of
        case one:
            return (one,)


def children(rule: Rule) -> Sequence[Rule]:
    """Return what a rule is made of; a condition is made of nothing."""
    match rule:
        case AllOf(of=of) | AnyOf(of=of):
            return of
        case NoneOf(of=of):
            return (of,)
        case _:
            return ()


def walk(rule: Rule | None) -> Iterator[tuple[Path, Rule]]:
    """Yield every part below the whole with its path, from the top down."""

    def below(path: Path, parts: Sequence[Rule]) -> Iterator[tuple[Path, Rule]]:
        for place, part in enumerate(parts):
            yield (*path, place), part
            yield from below((*path, place), children(part))

    yield from below((), whole(rule))


def part_at(rule: Rule | None, path: Path) -> Rule:
    """Return the part at a path. Raises NotFound, also for the whole of nothing."""
    if not path:
        if rule is None:
            raise NotFound("part")
        return AllOf(of=tuple(whole(rule)))
    for found, part in walk(rule):
        if found == path:
            return part
    raise NotFound("part")


def mark(rule: Rule | None) -> str:
    """Return some signs that change when a rule does: a button of an older one is told by them."""
    told = "" if rule is None else write_rule(rule)
    return f"{zlib.crc32(told.encode()):08x}"[:MARK_SIGNS]


def with_part(rule: Rule | None, path: Path, new: Condition) -> Rule:
    """Return a rule with one condition more: among the parts of a group, or beside a condition as
    its alternative. Raises NotFound.
    """
    if not path:
        return AllOf(of=(*whole(rule), new))
    match part_at(rule, path):
        case AllOf(of=of):
            changed: Rule = AllOf(of=(*of, new))
        case AnyOf(of=of):
            changed = AnyOf(of=(*of, new))
        case NoneOf(of=of):
            changed = NoneOf(of=with_part_of(of, new))
        case part:
            changed = AnyOf(of=(part, new))
    return replaced(rule, path, changed)


def with_part_of(group: Rule, new: Condition) -> Rule:
    """Return what `not` holds with an alternative more."""
    return AnyOf(of=(*(group.of if isinstance(group, AnyOf) else (group,)), new))


def turned(rule: Rule | None, path: Path) -> Rule:
    """Return a rule in which a group asks for any instead of all of its parts, or the other way.

    Raises NotFound, also for what is no group.
    """
    match part_at(rule, path):
        case AllOf(of=of) if path:
            return replaced(rule, path, AnyOf(of=of))
        case AnyOf(of=of):
            return replaced(rule, path, AllOf(of=of))
        case _:
            raise NotFound("group")


def negated(rule: Rule | None, path: Path) -> Rule:
    """Return a rule in which a part must not hold, or must hold again. Raises NotFound."""
    if not path:
        raise NotFound("part")
    part = part_at(rule, path)
    return replaced(rule, path, part.of if isinstance(part, NoneOf) else NoneOf(of=part))


def without(rule: Rule | None, path: Path) -> Rule | None:
    """Return a rule without a part; a group of one is that one, an empty one goes too.

    Raises NotFound.
    """
    if not path:
        raise NotFound("part")
    part_at(rule, path)
    left = [one for n, part in enumerate(whole(rule)) if (one := _kept(part, path, n)) is not None]
    return AllOf(of=tuple(left)) if left else None


def _kept(part: Rule, path: Path, place: int) -> Rule | None:
    """Return what stays of a part that stands at a place, None where all of it goes."""
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
    """Return a rule with another part at a path."""
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

"""Names that a line repeats. Pure."""

from collections.abc import Sequence

from domain.reading.meanings import PlaceName, Role, UnknownName


def over_and_back(
    names: Sequence[PlaceName | UnknownName],
) -> Sequence[PlaceName | UnknownName]:
    """Return the ends of an outward and a return flight once: "MAA-SIN … SIN-MAA"."""
    called = [one.name.casefold() for one in names]
    is_round = len(called) == len("ABBA") and called[:2] == called[:1:-1] and len(set(called)) > 1
    return names[:2] if is_round else names


def once(names: Sequence[PlaceName | UnknownName]) -> list[PlaceName | UnknownName]:
    """Return names without those that repeat a place: "Goa … north goa"."""
    kept: list[PlaceName | UnknownName] = []
    for one in names:
        same = next((at for at, other in enumerate(kept) if _is_same(one, other)), None)
        if same is None:
            kept.append(one)
        elif kept[same].role is Role.PLAIN and one.role is Role.THERE:
            kept[same] = one
    return kept


def _is_same(one: PlaceName | UnknownName, other: PlaceName | UnknownName) -> bool:
    if not (isinstance(one, PlaceName) and isinstance(other, PlaceName)):
        return False
    if Role.EXCLUDED in (one.role, other.role) or not (one.options and other.options):
        return False
    return one.options[0].id == other.options[0].id

"""Updates as they come, read into what can be kept and handled: pure.

Telegram, a proxy or a stranger may send what no database stores and no handler expects. What only
holds characters that cannot be stored (NUL, half a surrogate pair) has them replaced, as a browser
does; everything else that is odd is refused by name.
"""

import json
import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

LARGEST_UPDATE = 1_000_000
# Rich messages nest sixteen blocks, each a few levels of JSON.
DEEPEST = 100
# PostgreSQL's bigint.
LARGEST_NUMBER = (1 << 63) - 1
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_ID = re.compile(rb'"update_id"\s*:\s*(-?\d{1,19})(?=\s*[,}])')


class Flaw(StrEnum):
    """What is wrong with an update."""

    TOO_LARGE = "too large"
    NO_JSON = "no JSON"
    TOO_DEEP = "nested too deep"
    NO_OBJECT = "no object"
    NO_ID = "no usable update_id"
    NUMBER = "a number out of range"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An update that cannot be taken; `content` is what came, `told_id` its id as far as known."""

    flaw: Flaw
    content: str
    told_id: int | None = None


class _FlawError(Exception):
    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


def read_update(raw: bytes) -> dict[str, Any] | Unreadable:
    """Return the update that `raw` holds."""
    if len(raw) > LARGEST_UPDATE:
        return _unreadable(Flaw.TOO_LARGE, raw)
    try:
        return sound_update(json.loads(raw))
    except RecursionError:
        return _unreadable(Flaw.TOO_DEEP, raw)
    except ValueError:
        return _unreadable(Flaw.NO_JSON, raw)


def read_batch(raw: bytes) -> list[dict[str, Any] | Unreadable] | None:
    """Return the updates in an answer to getUpdates, each as far as it can be read.

    None for an answer that cannot be taken apart: one of its updates is not JSON.
    """
    try:
        answer = json.loads(raw)
        updates = answer["result"]
    except (ValueError, RecursionError, KeyError, TypeError):
        return None
    if not isinstance(updates, list):
        return None
    if len(raw) > LARGEST_UPDATE:
        return [read_update(_written(update).encode()) for update in updates]
    return [sound_update(update) for update in updates]


def sound_update(update: object) -> dict[str, Any] | Unreadable:
    """Return a parsed update with its texts made storable, or what is wrong with it."""
    if not isinstance(update, dict):
        return Unreadable(Flaw.NO_OBJECT, _written(update))
    number = update.get("update_id")
    if not isinstance(number, int) or isinstance(number, bool):
        return Unreadable(Flaw.NO_ID, _written(update))
    if not 0 <= number <= LARGEST_NUMBER:
        return Unreadable(Flaw.NO_ID, _written(update), number)
    try:
        sound: dict[str, Any] = _sound(update, DEEPEST)
    except _FlawError as error:
        return Unreadable(error.flaw, _written(update), number)
    return sound


def _sound(value: Any, depth: int) -> Any:
    match value:
        case str():
            return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", value)
        case None | bool():
            return value
        case int() | float():
            # NaN is within no bounds.
            if not -LARGEST_NUMBER <= value <= LARGEST_NUMBER or not math.isfinite(value):
                raise _FlawError(Flaw.NUMBER)
            return value
        case _ if depth == 0:
            raise _FlawError(Flaw.TOO_DEEP)
        case dict():
            return {_sound(k, 0): _sound(v, depth - 1) for k, v in value.items()}
        case _:
            return [_sound(one, depth - 1) for one in value]


def _unreadable(flaw: Flaw, raw: bytes) -> Unreadable:
    """Return what cannot be parsed, with the first id in it."""
    found = _ID.search(raw)
    return Unreadable(flaw, raw.decode(errors="replace"), int(found[1]) if found else None)


def _written(update: object) -> str:
    try:
        return json.dumps(update)
    except (RecursionError, ValueError):
        return "(not written: nested too deep, or with a number too long)"

"""Marks on a text: where each begins and how long it is, in UTF-16 units as Telegram counts."""

import re
from typing import Any

from sandbox.telegram.links import BadLink, checked_link
from sandbox.telegram.refusals import bad_request

Entity = dict[str, Any]
WHOLE = re.compile(r"-?[0-9]{1,18}")
SECOND_HALVES = range(0xDC00, 0xE000)

# What a bot may mark explicitly, and the field that some of these require.
NEEDED_FIELD = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
FIELD_NAMES = {int: "Number", str: "String", dict: "Object"}
# What else the entities of a kind may have.
EXTRAS = {"pre": {"language": str}, "date_time": {"date_time_format": str}}
NEEDED_TYPES: dict[str, type] = {
    "url": str, "user": dict, "custom_emoji_id": str, "unix_time": int
}  # fmt: skip
MARKED = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
    *NEEDED_FIELD,
}
FOUND = {"bot_command", "url", "email", "mention", "hashtag", "cashtag", "phone_number"}
# Nothing else can be marked within these, and no link is found there.
VERBATIM = {"code", "pre"}
QUOTES = {"blockquote", "expandable_blockquote"}
# Of marks on the same stretch of text, which comes first: those left out stand in the middle.
PRIORITIES = {
    "blockquote": 0, "expandable_blockquote": 0, "pre": 10, "code": 20, "date_time": 30,
    "text_link": 49, "text_mention": 49, "bold": 90, "italic": 91, "underline": 92,
    "strikethrough": 93, "spoiler": 94, "custom_emoji": 99,
}  # fmt: skip
MIDDLE = 50


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def in_order(entities: list[Entity]) -> list[Entity]:
    """Return the entities by their beginning, the longer ones first, then by their kind."""
    return sorted(entities, key=_rank)


def _rank(entity: Entity) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], PRIORITIES.get(entity["type"], MIDDLE)


def checked_entities(given: list[Any], text: str) -> list[Entity]:
    """Return the entities that a bot sent along with `text`, each with its own kind's fields alone.

    Raises a 400 for what is not an entity and for one outside the text, or inside a symbol of it.
    """
    if not all(isinstance(entity, dict) for entity in given):
        raise bad_request("can't parse MessageEntity: expected an Object")
    units = text.encode("utf-16-le", "surrogatepass")
    # Telegram detects commands, links and the like on its own, whatever the bot declares.
    read = [_read(entity) for entity in given]
    return [_checked(entity, units) for entity in read if entity["type"] not in FOUND]


def _read(entity: Entity) -> Entity:
    """Return an entity with the fields that its kind has: others, null or odd, are not read."""
    kind = _field(entity, "type", str)
    if kind not in MARKED | FOUND:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    read = {"type": kind} | {name: _field(entity, name, int) for name in ("offset", "length")}
    needed = NEEDED_FIELD.get(kind)
    if needed is not None:
        read[needed] = _field(entity, needed, NEEDED_TYPES[needed])
    for name, of in EXTRAS.get(kind, {}).items():
        if entity.get(name) is not None:
            read[name] = _field(entity, name, of)
    return read


def _field(entity: Entity, name: str, kind: type) -> Any:
    """Return a field; a number may come as text, and the other way round."""
    value = entity.get(name)
    if value is None:
        raise bad_request(f"can't parse MessageEntity: Can't find field \"{name}\"")
    if kind is int and isinstance(value, str) and WHOLE.fullmatch(value):
        return int(value)
    if kind is str and isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, kind) or isinstance(value, bool):
        called = FIELD_NAMES[kind]
        raise bad_request(f'can\'t parse MessageEntity: Field "{name}" must be of type {called}')
    return value


def _checked(entity: Entity, units: bytes) -> Entity:
    offset, length, text_length = entity["offset"], entity["length"], len(units) // 2
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset >= text_length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    end = offset + length
    if end > text_length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {end}"
        )
    if _splits(units, offset):
        at = _byte(units, offset)
        raise bad_request(f"entity begins in a middle of a UTF-16 symbol at byte offset {at}")
    if length > 0 and _splits(units, end):
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends in a middle of a UTF-16 symbol "
            f"at byte offset {_byte(units, end)}"
        )
    if entity["type"] == "text_link":
        try:
            return {**entity, "url": checked_link(entity["url"])}
        except BadLink as refused:
            reason = f"entity URL '{entity['url']}' is invalid: {refused}"
            raise bad_request(reason) from None
    return entity


def _splits(units: bytes, offset: int) -> bool:
    """Return whether an offset stands between the two halves of one symbol."""
    half = units[2 * offset : 2 * offset + 2]
    return len(half) == len(b"ab") and int.from_bytes(half, "little") in SECOND_HALVES


def _byte(units: bytes, offset: int) -> int:
    """Return where, in UTF-8, the symbol ends that an offset stands within."""
    return len(units[: 2 * offset + 2].decode("utf-16-le", "replace").encode())


def without_overlaps(entities: list[Entity]) -> list[Entity]:
    """Drop empty marks and those within code, where Telegram keeps none."""
    verbatim = [(e["offset"], e["offset"] + e["length"]) for e in entities if e["type"] in VERBATIM]
    kept = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        free = entity["type"] in VERBATIM | QUOTES or all(
            end <= a or start >= b for a, b in verbatim
        )
        if free and entity["length"] > 0:
            kept.append(entity)
    return kept


def trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Cut white space off both ends, as Telegram does, and shift the entities with it."""
    stripped = text.lstrip()
    cut = utf16_length(text) - utf16_length(stripped)
    stripped = stripped.rstrip()
    end = utf16_length(stripped)
    moved = []
    for entity in entities:
        start = max(entity["offset"] - cut, 0)
        stop = min(entity["offset"] - cut + entity["length"], end)
        if stop > start:
            moved.append({**entity, "offset": start, "length": stop - start})
    return stripped, moved

"""Marks on a text: where each begins and how long it is, in UTF-16 units as Telegram counts."""

from typing import Any

from sandbox.telegram.links import BadLink, checked_link
from sandbox.telegram.refusals import bad_request

Entity = dict[str, Any]

# What a bot may mark by itself, and the field that some of these need.
NEEDED_FIELD = {
    "text_link": "url",
    "text_mention": "user",
    "custom_emoji": "custom_emoji_id",
    "date_time": "unix_time",
}
FIELD_TYPES: dict[str, tuple[type, str]] = {
    "type": (str, "String"),
    "offset": (int, "Number"),
    "length": (int, "Number"),
    "url": (str, "String"),
    "user": (dict, "Object"),
    "custom_emoji_id": (str, "String"),
    "unix_time": (int, "Number"),
}
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


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def in_order(entities: list[Entity]) -> list[Entity]:
    """Return the entities by their beginning, the longer ones first."""
    return sorted(entities, key=lambda entity: (entity["offset"], -entity["length"]))


def checked_entities(given: list[Any], text: str) -> list[Entity]:
    """Return the entities that a bot sent along with `text`.

    Raises a 400 for what is not an entity and for one outside the text.
    """
    if not all(isinstance(entity, dict) for entity in given):
        raise bad_request("can't parse MessageEntity: expected an Object")
    for entity in given:
        _check_types(entity)
    length = utf16_length(text)
    # Telegram finds commands, links and the like by itself, whatever the bot says of them.
    return [_checked(entity, length) for entity in given if entity.get("type") not in FOUND]


def _check_types(entity: Entity) -> None:
    for name, (kind, called) in FIELD_TYPES.items():
        if name in entity and not isinstance(entity[name], kind):
            raise bad_request(
                f'can\'t parse MessageEntity: Field "{name}" must be of type {called}'
            )


def _checked(entity: Entity, text_length: int) -> Entity:
    kind, offset, length = entity.get("type"), entity.get("offset", 0), entity.get("length", 0)
    if kind not in MARKED:
        raise bad_request("can't parse MessageEntity: Unsupported type specified")
    for needed in ("offset", "length", NEEDED_FIELD.get(kind)):
        if needed and needed not in entity:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{needed}\"")
    if offset < 0:
        raise bad_request(f"receive an entity with incorrect offset {offset}")
    if offset >= text_length:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
    if offset + length > text_length:
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )
    if kind == "text_link":
        try:
            return {**entity, "url": checked_link(entity["url"])}
        except BadLink as refused:
            reason = f"entity URL '{entity['url']}' is invalid: {refused}"
            raise bad_request(reason) from None
    return entity


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

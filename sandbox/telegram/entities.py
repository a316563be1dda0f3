"""Text with marks: Telegram's HTML, and what Telegram finds in plain text by itself.

Offsets and lengths are in UTF-16 units, byte offsets in errors in UTF-8, as Telegram counts.
"""

import html
import re
from collections.abc import Iterator
from typing import Any

from sandbox.telegram.refusals import bad_request

Entity = dict[str, Any]

SIMPLE_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:\s[^>]*)?)>|<")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?")
# Telegram knows four names and numbers; anything else with an ampersand is text.
REFERENCE = re.compile(r"&(?:lt|gt|amp|quot|#\d+|#[xX][0-9a-fA-F]+);")
FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[a-zA-Z0-9_]{1,32}(?:@\w{3,32})?(?!\w)")),
    ("url", re.compile(r"(?:https?://|t\.me/)[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("email", re.compile(r"\b[\w.+-]+@[\w-]+\.[\w.]+\b")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{3,31}\b")),
    ("hashtag", re.compile(r"(?<!\w)#[^\W\d]\w*")),
)


def utf16_length(text: str) -> int:
    """Return the length in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the visible text and its entities.

    Raises a 400 with Telegram's words for an unknown, unclosed or misplaced tag.
    """
    text: list[str] = []
    length = 0
    entities: list[Entity] = []
    open_tags: list[tuple[str, int, dict[str, str]]] = []

    def add(piece: str) -> None:
        nonlocal length
        plain = REFERENCE.sub(lambda match: html.unescape(match[0]), piece)
        text.append(plain)
        length += utf16_length(plain)

    position = 0
    for match in TAG.finditer(source):
        add(source[position : match.start()])
        position = match.end()
        offset = len(source[: match.start()].encode())
        name = (match[2] or "").lower()
        if name not in SIMPLE_TAGS:
            raise bad_request(
                f'can\'t parse entities: Unsupported start tag "{name}" at byte offset {offset}'
            )
        if not match[1]:
            open_tags.append((name, length, _attributes(match[3])))
            continue
        if not open_tags:
            raise bad_request(f"can't parse entities: Unexpected end tag at byte offset {offset}")
        opened, start, attributes = open_tags.pop()
        if opened != name:
            raise bad_request(
                f"can't parse entities: Unmatched end tag at byte offset {offset}, "
                f'expected "</{opened}>", found "</{name}>"'
            )
        if length > start:
            entities.append(_entity(name, start, length - start, attributes))
    add(source[position:])
    if open_tags:
        raise bad_request(
            "can't parse entities: Can't find end tag corresponding to start tag "
            f'"{open_tags[-1][0]}"'
        )
    return "".join(text), sorted(entities, key=lambda e: (e["offset"], -e["length"]))


def _attributes(source: str) -> dict[str, str]:
    return {
        match[1].lower(): html.unescape(match[2] or match[3] or match[4] or "")
        for match in ATTRIBUTE.finditer(source)
    }


def _entity(tag: str, offset: int, length: int, attributes: dict[str, str]) -> Entity:
    entity: Entity = {"type": SIMPLE_TAGS[tag], "offset": offset, "length": length}
    if tag == "a":
        entity["url"] = attributes.get("href", "")
    elif tag == "blockquote" and "expandable" in attributes:
        entity["type"] = "expandable_blockquote"
    elif tag == "tg-emoji":
        entity["custom_emoji_id"] = attributes.get("emoji-id", "")
    elif tag == "tg-time":
        entity["unix_time"] = int(attributes.get("unix", "0") or 0)
    return entity


def find_entities(text: str, given: list[Entity]) -> list[Entity]:
    """Return `given` and what Telegram finds by itself: commands, links, mentions, hashtags."""
    taken = [
        (e["offset"], e["offset"] + e["length"])
        for e in given
        if e["type"] in {"code", "pre", "text_link"}
    ]
    found = list(given)
    for entity in _found(text):
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if all(end <= a or start >= b for a, b in taken):
            taken.append((start, end))
            found.append(entity)
    return sorted(found, key=lambda e: (e["offset"], -e["length"]))


def _found(text: str) -> Iterator[Entity]:
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            yield {
                "type": kind,
                "offset": utf16_length(text[: match.start()]),
                "length": utf16_length(match[0]),
            }


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

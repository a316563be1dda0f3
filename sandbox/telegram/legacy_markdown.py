"""Telegram's first Markdown, which old bots still ask for (tdlib/td, `parse_markdown`).

No mark stands within another, and only the four marks themselves can be escaped, outside of any.
"""

import re

from sandbox.telegram.entities import Entity, in_order, utf16_length
from sandbox.telegram.objects import link
from sandbox.telegram.refusals import bad_request

KINDS = {"_": "italic", "*": "bold", "`": "code", "[": "text_link"}
ESCAPABLE = "_*`["
FENCE = "```"
LANGUAGE = re.compile(r"([^ \t\r\n\v\0`]+)(?=[ \t\r\n\v\0])")
NEW_LINE = re.compile(r"\r\n|\n\r|\n|\r")


def parse_markdown(source: str) -> tuple[str, list[Entity]]:
    """Return the visible text and its entities. Raises Telegram's 400 for a mark without end."""
    text, entities, position = "", list[Entity](), 0
    while position < len(source):
        sign = source[position]
        following = source[position + 1 : position + 2]
        if sign == "\\" and following and following in ESCAPABLE:
            text += following
            position += 2
        elif sign not in KINDS:
            text += sign
            position += 1
        else:
            shown, entity, position = _marked(source, position)
            entity |= {"offset": utf16_length(text), "length": utf16_length(shown)}
            text += shown
            if shown and entity.pop("is_kept"):
                entities.append(entity)
    return text, in_order(entities)


def _marked(source: str, begin: int) -> tuple[str, Entity, int]:
    """Return the text inside the mark that starts at `begin`, its entity and where it ends."""
    sign = source[begin]
    entity: Entity = {"type": KINDS[sign], "is_kept": True}
    start, end = begin + 1, "]" if sign == "[" else sign
    if source.startswith(FENCE, begin):
        start, end, entity["type"] = begin + 3, FENCE, "pre"
        language = LANGUAGE.match(source, start)
        if language:
            entity["language"] = language[1]
            start = language.end()
        new_line = NEW_LINE.match(source, start)
        start = new_line.end() if new_line else start
    stop = source.find(end, start)
    if stop < 0:
        offset = len(source[:begin].encode())
        reason = f"Can't find end of the entity starting at byte offset {offset}"
        raise bad_request(f"can't parse entities: {reason}")
    shown, position = source[start:stop], stop + len(end)
    if sign == "[":
        target = shown
        if source.startswith("(", position):
            closing = source.find(")", position)
            closing = len(source) if closing < 0 else closing
            target, position = source[position + 1 : closing], closing + 1
        entity["is_kept"] = link(entity, target)
    return shown, entity, position

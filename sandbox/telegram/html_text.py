"""Telegram's HTML, with its words for every mistake (tdlib/td, `parse_html`).

Byte offsets in errors count UTF-8, offsets of entities UTF-16.
"""

import re
from dataclasses import dataclass, field

from sandbox.telegram.entities import Entity, in_order, utf16_length
from sandbox.telegram.objects import date_time, emoji_id, link
from sandbox.telegram.refusals import Refusal, bad_request

KINDS = {
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
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}
# Telegram knows four names and numbers; anything else with an ampersand is text.
REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![a-zA-Z]));?")
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LONGEST_REFERENCE = 10
HIGHEST_CODE = 0x10FFFF
SURROGATES = range(0xD800, 0xE000)
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
SPACE = re.compile(r"\s*")
TAG_NAME = re.compile(r"[^\s>]*")
ATTRIBUTE_NAME = re.compile(r"[^\s=>/\"']*")
LANGUAGE = "language-"


@dataclass(slots=True)
class OpenTag:
    """A tag that waits for its end; `offset` is where its text begins."""

    name: str
    offset: int
    text_from: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the visible text and its entities. Raises Telegram's 400 for broken markup."""
    reader = _Reader(source)
    reader.read()
    return reader.text, in_order(reader.entities)


def plain(piece: str) -> str:
    """Return `piece` with its character references replaced."""
    return REFERENCE.sub(_character, piece) if "&" in piece else piece


def _character(match: re.Match[str]) -> str:
    hexadecimal, decimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if not 0 < code < HIGHEST_CODE or len(match[0].rstrip(";")) >= LONGEST_REFERENCE:
        return match[0]
    if code in SURROGATES:
        raise bad_request(
            "can't parse entities: Text contains invalid Unicode characters after decoding HTML "
            "entities, check for unmatched surrogate code units"
        )
    return chr(code)


class _Reader:
    """Reads a source from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text = ""
        self.length = 0
        self.entities: list[Entity] = []
        self.open_tags: list[OpenTag] = []

    def read(self) -> None:
        while (begin := self.source.find("<", self.position)) >= 0:
            self._add(self.source[self.position : begin])
            self.position = begin + 1
            if self.source.startswith("/", self.position):
                self._close(begin)
            else:
                self._open(begin)
        self._add(self.source[self.position :])
        if self.open_tags:
            name = self.open_tags[-1].name
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{name}\""
            )
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)

    def _add(self, piece: str) -> None:
        shown = plain(piece)
        self.text += shown
        self.length += utf16_length(shown)

    def _refusal(self, begin: int, problem: str, after: str = "") -> Refusal:
        offset = len(self.source[:begin].encode())
        return bad_request(f"can't parse entities: {problem} at byte offset {offset}{after}")

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.position)
        if match is None:
            return ""
        self.position = match.end()
        return match[0]

    def _next(self) -> str:
        return self.source[self.position : self.position + 1]

    def _open(self, begin: int) -> None:
        name = self._take(TAG_NAME).lower()
        if not self._next():
            raise self._refusal(begin, "Unclosed start tag")
        if name not in KINDS:
            raise self._refusal(begin, f'Unsupported start tag "{name}"')
        tag = OpenTag(name, self.length, len(self.text))
        while True:
            self._take(SPACE)
            if self._next() == ">":
                break
            self._attribute(begin, tag)
        self.position += 1
        if name == "span" and tag.attributes.get("class") != "tg-spoiler":
            raise self._refusal(begin, 'Tag "span" must have class "tg-spoiler"')
        self.open_tags.append(tag)

    def _attribute(self, begin: int, tag: OpenTag) -> None:
        name = self._take(ATTRIBUTE_NAME)
        if not name:
            raise self._refusal(begin, f'Empty attribute name in the tag "{tag.name}"')
        self._take(SPACE)
        if self._next() != "=":
            if not self._next():
                raise self._refusal(begin, f'Unclosed start tag "{tag.name}"')
            tag.attributes.setdefault(name, "")
            return
        self.position += 1
        self._take(SPACE)
        if not self._next():
            raise self._refusal(begin, f'Unclosed start tag "{tag.name}"')
        tag.attributes[name] = self._value()
        if not self._next():
            raise self._refusal(begin, "Unclosed start tag")

    def _value(self) -> str:
        quote = self._next()
        start = self.position
        if quote not in {'"', "'"}:
            token = self._take(NAME_TOKEN).lower()
            if self._next() != ">" and not self._next().isspace():
                raise self._refusal(start, "Unexpected end of name token")
            return token
        end = self.source.find(quote, start + 1)
        self.position = len(self.source) if end < 0 else end + 1
        return plain(self.source[start + 1 : end])

    def _close(self, begin: int) -> None:
        if not self.open_tags:
            raise self._refusal(begin, "Unexpected end tag")
        self.position += 1
        name = self._take(TAG_NAME).lower()
        self._take(SPACE)
        if self._next() != ">":
            raise self._refusal(begin, "Unclosed end tag")
        self.position += 1
        tag = self.open_tags.pop()
        if name not in ("", tag.name):
            found = f', expected "</{tag.name}>", found "</{name}>"'
            raise self._refusal(begin, "Unmatched end tag", found)
        if self.length > tag.offset:
            self._mark(tag)

    def _mark(self, tag: OpenTag) -> None:
        entity: Entity = {
            "type": KINDS[tag.name],
            "offset": tag.offset,
            "length": self.length - tag.offset,
        }
        match tag.name:
            case "a":
                if not link(entity, tag.attributes.get("href") or self.text[tag.text_from :]):
                    return
            case "blockquote" if "expandable" in tag.attributes:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                identifier = emoji_id(tag.attributes.get("emoji-id", ""))
                if identifier is None:
                    reason = "can't parse entities: Invalid custom emoji identifier specified"
                    raise bad_request(reason)
                entity["custom_emoji_id"] = identifier
            case "tg-time":
                unix, form = (tag.attributes.get(name, "") for name in ("unix", "format"))
                if not date_time(entity, unix, form):
                    return
            case "code" | "pre":
                self._mark_code(tag, entity)
                return
        self.entities.append(entity)

    def _mark_code(self, tag: OpenTag, entity: Entity) -> None:
        """Mark code; `pre` and `code class="language-…"` around the same text are one block."""
        given = tag.attributes.get("class", "")
        language = given.removeprefix(LANGUAGE) if given.startswith(LANGUAGE) else ""
        last = self.entities[-1] if self.entities else {}
        if all(last.get(name) == entity[name] for name in ("offset", "length")):
            if tag.name == "pre" and last["type"] == "code" and "language" in last:
                last["type"] = "pre"
                return
            if tag.name == "code" and last["type"] == "pre" and language:
                last["language"] = language
                return
        if tag.name == "code" and language:
            entity["language"] = language
        self.entities.append(entity)

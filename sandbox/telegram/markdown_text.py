"""Telegram's MarkdownV2, with its words for every mistake (tdlib/td, `parse_markdown_v2`)."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from sandbox.telegram.entities import Entity, in_order, utf16_length
from sandbox.telegram.html_text import date_time, emoji_id, link
from sandbox.telegram.refusals import Refusal, bad_request

RESERVED = set("_*[]()~`>#+-=|{}.!\n")
LAST_ESCAPABLE = "~"
# Each mark with the kind it opens and how Telegram's errors name it; longer ones first.
MARKS = (
    ("```", "pre", "Pre"),
    ("__", "underline", "Underline"),
    ("||", "spoiler", "Spoiler"),
    ("![", "custom_emoji", "CustomEmoji"),
    ("_", "italic", "Italic"),
    ("*", "bold", "Bold"),
    ("~", "strikethrough", "Strikethrough"),
    ("`", "code", "Code"),
    ("[", "text_link", "TextUrl"),
)
ENDS = {mark: "]" if mark.endswith("[") else mark for mark, _, _ in MARKS}
LANGUAGE = re.compile(r"([^\s`]+)(?=\s)")
NEW_LINE = re.compile(r"\r\n|\n\r|\n|\r")
EXPANDABLE_END = "||"


@dataclass(slots=True)
class OpenMark:
    """A mark that waits for its end."""

    kind: str
    name: str
    end: str
    offset: int
    text_from: int
    begin: int
    language: str = ""


def parse_markdown_v2(source: str) -> tuple[str, list[Entity]]:
    """Return the visible text and its entities. Raises Telegram's 400 for broken markup."""
    reader = _Reader(source)
    reader.read()
    return reader.text, in_order(reader.entities)


class _Reader:
    """Reads a source from its beginning to its end."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.text = ""
        self.length = 0
        self.entities: list[Entity] = []
        self.open_marks: list[OpenMark] = []
        self.in_quote = False
        # Nothing stands on the line yet, marks left aside: a quotation may begin.
        self.is_bare = True

    def read(self) -> None:
        while self.position < len(self.source):
            sign = self.source[self.position]
            following = self.source[self.position + 1 : self.position + 2]
            verbatim = bool(self.open_marks) and self.open_marks[-1].kind in {"pre", "code"}
            if sign == "\\" and "\0" < following <= LAST_ESCAPABLE:
                self._add(following)
                self.position += 2
            elif sign not in RESERVED or (verbatim and sign != "`"):
                self._add(sign)
                self.position += 1
            elif sign == "\n":
                self._new_line()
            elif not self._ended():
                self._begin(sign)
        if self.in_quote and self.open_marks and self.open_marks[-1].kind == "blockquote":
            self._finish(self.open_marks.pop())
        if self.open_marks:
            raise self._endless(self.open_marks[-1])

    def _add(self, piece: str) -> None:
        self.is_bare = piece == "\n" or (self.is_bare and piece == "\r")
        self.text += piece
        self.length += utf16_length(piece)

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _endless(self, mark: OpenMark) -> Refusal:
        return bad_request(
            f"can't parse entities: Can't find end of {mark.name} entity "
            f"at byte offset {self._byte(mark.begin)}"
        )

    def _new_line(self) -> None:
        quoted_next = self.source.startswith("\n>", self.position)
        if self.in_quote and not quoted_next:
            mark = self.open_marks[-1]
            if mark.kind != "blockquote":
                raise self._endless(mark)
            self._finish(self.open_marks.pop())
            self.in_quote = False
        self._add("\n")
        self.position += 1
        if quoted_next:
            if not self.in_quote:
                self._open_quote()
            self.position += 1

    def _open_quote(self) -> None:
        self.in_quote = True
        self.open_marks.append(
            OpenMark("blockquote", "BlockQuote", "", self.length, len(self.text), self.position)
        )

    def _begin(self, sign: str) -> None:
        if sign == ">" and self.is_bare and not self.open_marks:
            self._open_quote()
            self.position += 1
            return
        for mark, kind, name in MARKS:
            if self.source.startswith(mark, self.position):
                opened = OpenMark(
                    kind, name, ENDS[mark], self.length, len(self.text), self.position
                )
                self.position += len(mark)
                if kind == "pre":
                    self._read_language(opened)
                self.open_marks.append(opened)
                return
        raise bad_request(
            f"can't parse entities: Character '{sign}' is reserved "
            "and must be escaped with the preceding '\\'"
        )

    def _read_language(self, mark: OpenMark) -> None:
        language = LANGUAGE.match(self.source, self.position)
        if language:
            mark.language = language[1]
            self.position = language.end()
        new_line = NEW_LINE.match(self.source, self.position)
        if new_line:
            self.position = new_line.end()

    def _ended(self) -> bool:
        """End the innermost mark if its end stands here."""
        if not self.open_marks:
            return False
        mark = self.open_marks[-1]
        if mark.kind == "blockquote":
            return self._expanded(mark)
        if not self.source.startswith(mark.end, self.position):
            return False
        if mark.kind == "italic" and self.source.startswith("__", self.position):
            return False
        self.open_marks.pop()
        self.position += len(mark.end)
        self._finish(mark)
        return True

    def _expanded(self, quote: OpenMark) -> bool:
        """End a quote that can be expanded: it has `||` at its end."""
        after = self.source[self.position + 2 : self.position + 3]
        if self.source.startswith(EXPANDABLE_END, self.position) and after in {"", "\n"}:
            quote.kind = "expandable_blockquote"
            self.position += 2
            self._finish(self.open_marks.pop())
            self.in_quote = False
            return True
        return False

    def _finish(self, mark: OpenMark) -> None:
        entity: Entity = {
            "type": mark.kind,
            "offset": mark.offset,
            "length": self.length - mark.offset,
        }
        if mark.language:
            entity["language"] = mark.language
        kept = True
        if mark.kind == "text_link":
            target = self._target("URL") if self._has_target() else self.text[mark.text_from :]
            kept = link(entity, target)
        elif mark.kind == "custom_emoji":
            if not self._has_target():
                raise bad_request(
                    "can't parse entities: Custom emoji entity must contain a tg://emoji URL"
                )
            _inline_object(entity, self._target("custom emoji URL"))
        if kept and entity["length"] > 0:
            self.entities.append(entity)

    def _has_target(self) -> bool:
        return self.source.startswith("(", self.position)

    def _target(self, what: str) -> str:
        start = self.position = self.position + 1
        target = ""
        while self.position < len(self.source):
            sign = self.source[self.position]
            if sign == ")":
                self.position += 1
                return target
            if sign == "\\":
                self.position += 1
                sign = self.source[self.position : self.position + 1]
            target += sign
            self.position += 1
        raise bad_request(
            f"can't parse entities: Can't find end of a {what} at byte offset {self._byte(start)}"
        )


def _inline_object(entity: Entity, target: str) -> None:
    """Read what `![…](tg://…)` stands for: a custom emoji or an instant."""
    parts = urlsplit(target)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.scheme == "tg" and parts.netloc == "time":
        entity["type"] = "date_time"
        date_time(entity, query.get("unix", ""), query.get("format", ""))
    elif parts.scheme == "tg" and parts.netloc == "emoji":
        entity["custom_emoji_id"] = emoji_id(query.get("id", ""))
    else:
        raise bad_request("can't parse entities: Custom emoji URL must have host emoji")
